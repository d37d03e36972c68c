using R2.Http;
using R2.Models;

namespace R2.Transfer;

/// <summary>What all transfers of one manager share: the client, the budget of requests, the rate, and the way to repeat.</summary>
internal sealed class TransferContext(R2Client client, TransferOptions options) : IDisposable
{
    private readonly SemaphoreSlim _requests = new(options.ThrottleLimit);

    public R2Client Client => client;

    public TransferOptions Options => options;

    public BandwidthLimiter? Bandwidth { get; } = options.MaxBytesPerSecond is { } rate ? new BandwidthLimiter(rate, options.TimeProvider) : null;

    public Retrier Retrier { get; } = new(options);

    /// <summary>Takes one request from the budget; disposing the lease gives it back.</summary>
    public async ValueTask<Lease> EnterAsync(CancellationToken cancellationToken)
    {
        await _requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Lease(_requests);
    }

    /// <summary>Within the budget, with repeats. The budget is given back during waits.</summary>
    public Task<T> RequestAsync<T>(Func<int, CancellationToken, Task<T>> request, TransferProgress? progress, CancellationToken cancellationToken) => Retrier.RunAsync(
        async (attempt, cancellation) =>
        {
            using Lease lease = await EnterAsync(cancellation).ConfigureAwait(false);
            return await request(attempt, cancellation).ConfigureAwait(false);
        },
        progress is null ? null : progress.CountRetry,
        cancellationToken);

    /// <summary>Sends a body within the budget, with repeats; progress goes back by what a failed attempt had sent.</summary>
    public Task<T> SendAsync<T>(ReplayableContent body, Func<int, CancellationToken, Task<T>> send, TransferProgress? progress, CancellationToken cancellationToken)
    {
        long sent = 0;
        body.Bandwidth = Bandwidth;
        body.Progress = count =>
        {
            sent += count;
            progress?.Add(count);
        };
        return RequestAsync(
            async (attempt, cancellation) =>
            {
                progress?.Add(-sent);
                sent = 0;
                return await send(attempt, cancellation).ConfigureAwait(false);
            },
            progress,
            cancellationToken);
    }

    /// <summary>Checksum of a body by the chosen algorithm, from a first reading; null where none was chosen.</summary>
    public async Task<R2Checksum?> ChecksumAsync(ReplayableContent body, CancellationToken cancellationToken) =>
        options.Checksum is { } algorithm ? await body.ComputeChecksumAsync(algorithm, cancellationToken).ConfigureAwait(false) : null;

    public void Dispose() => _requests.Dispose();

    internal readonly struct Lease(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
