namespace R2.Content;

/// <summary>One body on its way, over all its attempts: how fast it may go, who is told how far it is, and what is kept of its first reading.</summary>
/// <param name="blocks">Where blocks to keep come from.</param>
/// <param name="bandwidth">Slows sending down to a rate; null for no limit.</param>
/// <param name="progress">Where to report; null for nowhere.</param>
internal sealed class SendContext(BlockPool blocks, BandwidthLimiter? bandwidth, R2TransferProgress? progress) : IDisposable
{
    private Dictionary<long, byte[]>? _kept;
    private long _sent;
    private bool _isStored;

    public BandwidthLimiter? Bandwidth => bandwidth;

    /// <summary>It is sent from its first byte on: what was sent of it before is no progress.</summary>
    public void Restart()
    {
        progress?.Add(-_sent);
        _sent = 0;
    }

    public void Moved(int bytes)
    {
        _sent += bytes;
        progress?.Add(bytes);
    }

    /// <summary>It is stored, be it that a look at the server found it there: nothing reads from it any more.</summary>
    public void Stored(long length)
    {
        progress?.Add(length - _sent);
        _sent = length;
        _isStored = true;
    }

    /// <summary>The block that was kept of an offset; null where it has to be read.</summary>
    public byte[]? Kept(long offset) => _kept?.GetValueOrDefault(offset);

    /// <summary>A block to read into and to <see cref="Keep"/>; null where there is no room for any more.</summary>
    public byte[]? TryKeep() => blocks.TryTake();

    public void Keep(long offset, byte[] block) => (_kept ??= []).Add(offset, block);

    /// <summary>Gives back what was kept. A connection that is being closed may still read from it, unless it is stored.</summary>
    public void Dispose()
    {
        if (_kept is null)
        {
            return;
        }

        foreach (byte[] block in _kept.Values)
        {
            if (_isStored)
            {
                blocks.Return(block);
            }
            else
            {
                blocks.Abandon();
            }
        }

        _kept = null;
    }
}
