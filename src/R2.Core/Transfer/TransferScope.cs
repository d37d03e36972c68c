using R2.Checksums;
using R2.Content;
using R2.Models;
using R2.Retry;

namespace R2.Transfer;

/// <summary>One transfer: the budget of retries that all its requests share, and how often something had to be sent again.</summary>
internal sealed class TransferScope
{
    private readonly R2TransferProgress? _progress;
    private int _retries;

    /// <param name="shared">What it shares with others.</param>
    /// <param name="progress">Where to report; null for nowhere.</param>
    public TransferScope(TransferShared shared, R2TransferProgress? progress)
    {
        (Shared, _progress) = (shared, progress);
        R2RetryOptions retry = Options.Retry ?? shared.Client.Options.Retry;
        Retry = shared.Client.Retry with
        {
            MaxAttempts = retry.MaxAttempts,
            BaseDelay = retry.BaseDelay,
            MaxDelay = retry.MaxDelay,
            TotalTimeout = retry.TotalTimeout,
            TimeProvider = Options.TimeProvider,
            Budget = new RetryBudget(Math.Max(1, retry.MaxAttempts - 1) * TransferDefaults.BudgetPerAttempt),
            Slots = shared.Slots,
            AtOnce = Options.ThrottleLimit,
            RetriesWhatMayBeDone = true,
            OnRetry = CountRetry,
        };
        Client = shared.Client.With(Retry);
    }

    public TransferShared Shared { get; }

    public TransferOptions Options => Shared.Options;

    public R2TransferProgress? Progress => _progress;

    /// <summary>How the transfer's requests are retried: as a transfer knows what a lost response may have left behind, those too that do more when they are sent twice.</summary>
    public RetryPolicy Retry { get; }

    /// <summary>Sends the transfer's requests.</summary>
    public R2Client Client { get; }

    /// <summary>How often something had to be sent: 1, and one more for each retry of any of the transfer's requests.</summary>
    public int Attempts => 1 + Volatile.Read(ref _retries);

    /// <summary>Takes one slot, for a body that is read; disposing the lease gives it back.</summary>
    public async ValueTask<Lease> EnterAsync(CancellationToken cancellationToken)
    {
        await Shared.Slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Lease(Shared.Slots);
    }

    /// <summary>Something is sent again.</summary>
    public void CountRetry()
    {
        Interlocked.Increment(ref _retries);
        _progress?.CountRetry();
    }

    /// <summary>What is stored under a key: after a lost response all depends on it. Null where it cannot be told.</summary>
    public async Task<R2ObjectInfo?> LookAsync(string bucket, string key, SseCustomerKey? customerKey, CancellationToken cancellationToken)
    {
        try
        {
            return await Client.HeadObjectAsync(bucket, key, new GetObjectOptions { SseCustomerKey = customerKey, ChecksumMode = true }, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception)
        {
            return null;
        }
    }

    /// <summary>What one body needs on its way. To be disposed when that has ended.</summary>
    public SendContext Sending() => new(Shared.Blocks, Shared.Bandwidth, _progress);

    /// <summary>The client for a request that is looked for first.</summary>
    /// <param name="lookFirst">Looks for what an attempt did whose response was lost.</param>
    public R2Client ClientWith(Func<R2Exception, bool, CancellationToken, ValueTask<object?>> lookFirst) => Shared.Client.With(Retry with { LookFirst = lookFirst });

    /// <summary>Checksum of a body by the chosen algorithm, from a first reading; null where none was chosen. What the memory allows is kept until it is sent.</summary>
    public ValueTask<R2Checksum?> ChecksumAsync(R2Content body, SendContext sending, CancellationToken cancellationToken) =>
        Options.Checksum is not { } algorithm ? default
        : body.InMemory is { } bytes ? new(ChecksumHasher.Of(algorithm, bytes.Span))
        : ReadChecksumAsync(body, algorithm, sending, cancellationToken);

    private static async ValueTask<R2Checksum?> ReadChecksumAsync(R2Content body, R2ChecksumAlgorithm algorithm, SendContext sending, CancellationToken cancellationToken) =>
        await body.ComputeChecksumAsync(algorithm, sending, cancellationToken).ConfigureAwait(false);

    internal readonly struct Lease(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
