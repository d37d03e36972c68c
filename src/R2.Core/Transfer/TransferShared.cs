using R2.Content;
using R2.Transfer.Journals;
using R2.Transfer.Paths;

namespace R2.Transfer;

/// <summary>What all transfers of one manager share: the client, the number of requests and of bytes a second, the blocks between hashing and sending, and what is known of folders.</summary>
internal sealed class TransferShared(R2Client client, TransferOptions options)
{
    private readonly Lazy<bool> _state = new(() => StateDirectory.Check(options));

    public R2Client Client => client;

    public TransferOptions Options => options;

    /// <summary>One for each request that may be under way. It needs no disposal: nobody asks for its wait handle.</summary>
    public SemaphoreSlim Slots { get; } = new(options.ThrottleLimit);

    public BlockPool Blocks { get; } = new((int)(TransferDefaults.KeptBytes / BlockPool.BlockSize));

    public BandwidthLimiter? Bandwidth { get; } = options.MaxBytesPerSecond is { } rate ? new BandwidthLimiter(rate, options.TimeProvider) : null;

    /// <summary>What is known of the folders that downloads go to.</summary>
    public WrittenFolders Folders { get; } = new();

    /// <summary>Before anything is sent for a transfer that is to be resumed: whether its notes can be written is looked at once.</summary>
    /// <exception cref="R2Exception">They cannot.</exception>
    public void CheckState() => _ = !options.Resume || _state.Value;
}
