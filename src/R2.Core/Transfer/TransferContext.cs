using R2.Content;
using R2.Models;
using R2.Retry;

namespace R2.Transfer;

/// <summary>What all transfers of one manager share: the client, the budget of requests, the rate; and what each has for itself: the budget of repetitions.</summary>
internal sealed class TransferContext : IDisposable
{
    private readonly SemaphoreSlim _requests;
    private readonly BlockPool _blocks;
    private readonly Lazy<bool> _state;
    private int _repeats;

    public TransferContext(R2Client client, TransferOptions options)
    {
        (Client, Options) = (client.WithoutRepeats(options.MaxAttempts), options);
        _requests = new SemaphoreSlim(options.ThrottleLimit);
        _blocks = new BlockPool((int)(TransferDefaults.KeptBytes / BlockPool.BlockSize));
        Bandwidth = options.MaxBytesPerSecond is { } rate ? new BandwidthLimiter(rate, options.TimeProvider) : null;
        Retrier = new Retrier(options, client);
        _state = new Lazy<bool>(() => StateDirectory.Check(options));
    }

    private TransferContext(TransferContext shared)
    {
        (Client, Options, _requests, _blocks, _state) = (shared.Client, shared.Options, shared._requests, shared._blocks, shared._state);
        (Bandwidth, Folders) = (shared.Bandwidth, shared.Folders);
        Retrier = new Retrier(Options, Client);
    }

    public R2Client Client { get; }

    public TransferOptions Options { get; }

    public BandwidthLimiter? Bandwidth { get; }

    /// <summary>What is known of the folders that downloads go to.</summary>
    public WrittenFolders Folders { get; } = new();

    public Retrier Retrier { get; }

    /// <summary>How often something had to be sent: 1, and one more for each repeat of any of the transfer's requests.</summary>
    public int Attempts => 1 + Volatile.Read(ref _repeats);

    /// <summary>The context of one transfer. It needs no disposal.</summary>
    public TransferContext ForOne() => new(this);

    /// <summary>Before anything is sent for a transfer that is to be resumed: whether its notes can be written is looked at once.</summary>
    /// <exception cref="R2Exception">They cannot.</exception>
    public void CheckState() => _ = !Options.Resume || _state.Value;

    /// <summary>Takes one request from the budget; disposing the lease gives it back.</summary>
    public async ValueTask<Lease> EnterAsync(CancellationToken cancellationToken)
    {
        await _requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Lease(_requests);
    }

    /// <summary>Within the budget, with repeats. The budget is given back during waits.</summary>
    public Task<T> RequestAsync<T>(Func<Attempt, CancellationToken, Task<T>> request, TransferProgress? progress, CancellationToken cancellationToken)
    {
        bool mayBeDone = false;
        return Retrier.RunAsync(
            async (number, cancellation) =>
            {
                using Lease lease = await EnterAsync(cancellation).ConfigureAwait(false);
                try
                {
                    return await request(new Attempt(Client.At(number), number, mayBeDone), cancellation).ConfigureAwait(false);
                }
                catch (R2Exception e)
                {
                    mayBeDone |= FailureClassifier.Classify(e).MayHaveHappened;
                    throw;
                }
            },
            () => CountRepeat(progress),
            cancellationToken);
    }

    /// <summary>What is stored under a key, looked at from within a request, with repeats: after a lost answer all depends on it. Null where it cannot be told.</summary>
    public async Task<R2ObjectInfo?> LookAsync(string bucket, string key, SseCustomerKey? customerKey, CancellationToken cancellationToken)
    {
        GetObjectOptions options = new() { SseCustomerKey = customerKey, ChecksumMode = true };
        try
        {
            return await Retrier.RunAsync(
                (number, cancellation) => Client.At(number).HeadObjectAsync(bucket, key, options, cancellation), () => CountRepeat(progress: null), cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception)
        {
            return null;
        }
    }

    /// <summary>Something has to be sent again.</summary>
    public void CountRepeat(TransferProgress? progress)
    {
        Interlocked.Increment(ref _repeats);
        progress?.CountRetry();
    }

    /// <summary>What one body needs on its way.</summary>
    public SendContext Sending(TransferProgress? progress) => new(_blocks, Bandwidth, progress);

    /// <summary>Sends a body within the budget, with repeats; progress goes back by what a failed attempt had sent.</summary>
    public async Task<T> SendAsync<T>(SendContext sending, Func<Attempt, CancellationToken, Task<T>> send, TransferProgress? progress, CancellationToken cancellationToken)
    {
        bool stored = false;
        try
        {
            T result = await RequestAsync(SendOnceAsync, progress, cancellationToken).ConfigureAwait(false);
            stored = true;
            return result;
        }
        finally
        {
            sending.Release(stored);
        }

        Task<T> SendOnceAsync(Attempt attempt, CancellationToken cancellation)
        {
            sending.Restart();
            return send(attempt, cancellation);
        }
    }

    /// <summary>Checksum of a body by the chosen algorithm, from a first reading; null where none was chosen. What the memory allows is kept for <see cref="SendAsync"/>.</summary>
    public async Task<R2Checksum?> ChecksumAsync(R2Content body, SendContext sending, CancellationToken cancellationToken)
    {
        if (Options.Checksum is not { } algorithm)
        {
            return null;
        }

        bool read = false;
        try
        {
            R2Checksum checksum = await body.ComputeChecksumAsync(algorithm, sending, cancellationToken).ConfigureAwait(false);
            read = true;
            return checksum;
        }
        finally
        {
            if (!read)
            {
                sending.Release(sent: false);
            }
        }
    }

    /// <summary>Asks for the checksum that is stored with the object, where it can be compared: that of a range is not stored.</summary>
    public GetObjectOptions Comparing(GetObjectOptions asked) => asked with { ChecksumMode = Compares(asked) };

    /// <summary>What an object whose bytes come in their order is to be compared with; null where it is not to be.</summary>
    public async Task<InOrderDigest?> DigestAsync(R2ObjectContent content, GetObjectOptions asked, TransferProgress? progress, CancellationToken cancellationToken)
    {
        if (!Compares(asked))
        {
            return null;
        }

        (R2Checksum? stored, long partSize) = await StoredChecksumAsync(content, asked, progress, cancellationToken).ConfigureAwait(false);
        return new InOrderDigest(content.Info, stored, partSize);
    }

    /// <summary>The checksum to compare an object with, null where there is none, and the length of the parts that it is of: the first part's tells the others'.</summary>
    public async Task<(R2Checksum? Stored, long PartSize)> StoredChecksumAsync(
        R2ObjectContent content, GetObjectOptions asked, TransferProgress? progress, CancellationToken cancellationToken)
    {
        (R2ObjectInfo info, long length) = (content.Info, content.ContentLength);
        R2Checksum? stored = Compares(asked) ? StoredChecksum.Of(info) : null;
        if (stored is null || StoredChecksum.PartsOf(stored) is not { } parts || parts < 2)
        {
            return (stored, length);
        }

        if (parts > R2Client.MaxPartNumber)
        {
            throw new R2Exception(R2ErrorCodes.InvalidResponse, $"The object's checksum is '{stored}', of more parts than the {R2Client.MaxPartNumber:N0} that an object may have.") { Bucket = info.BucketName, Key = info.Key };
        }

        GetObjectOptions first = new() { PartNumber = 1, Conditions = new R2Conditions { IfMatch = info.ETag }, SseCustomerKey = asked.SseCustomerKey };
        long partSize = await RequestAsync(
            (attempt, cancellation) => attempt.Client.GetPartLengthAsync(info.BucketName, info.Key, first, cancellation), progress, cancellationToken).ConfigureAwait(false);

        // A server that does not know part numbers answers for the whole object.
        return partSize > 0 && (length + partSize - 1) / partSize == parts ? (stored, partSize) : (null, length);
    }

    public void Dispose() => _requests.Dispose();

    public bool Compares(GetObjectOptions asked) => Options.Checksum is not null && asked is { Range: null, PartNumber: null };

    internal readonly struct Lease(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
