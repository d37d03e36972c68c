using System.Threading.Channels;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>
/// What is piped into a command, as a stream for its body: the pipeline thread adds blocks, the body reads them. It holds a few blocks at most, so a
/// pipe of any length takes no more memory than a short one.
/// </summary>
internal sealed class PipedStream : Stream
{
    private const int BlockSize = 64 * 1024;
    private const int LargestBlock = 1024 * 1024;
    private const int MaxBlocks = 4;

    private readonly Channel<ReadOnlyMemory<byte>> _blocks = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MaxBlocks) { SingleReader = true, SingleWriter = true });
    private readonly MemoryStream _gathered = new(BlockSize);
    private ReadOnlyMemory<byte> _current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Adds bytes; small ones are gathered. <paramref name="wait"/> is called where the body has to catch up.</summary>
    public void Add(ReadOnlyMemory<byte> bytes, Action<Task> wait)
    {
        if (_gathered.Length + bytes.Length < BlockSize)
        {
            _gathered.Write(bytes.Span);
            return;
        }

        Flush(wait);
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, LargestBlock)..])
        {
            Push(bytes[..Math.Min(bytes.Length, LargestBlock)].ToArray(), wait);
        }
    }

    /// <summary>Adds one byte.</summary>
    public void Add(byte piece, Action<Task> wait)
    {
        if (_gathered.Length + 1 >= BlockSize)
        {
            Flush(wait);
        }

        _gathered.WriteByte(piece);
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Complete(Action<Task> wait)
    {
        Flush(wait);
        _blocks.Writer.TryComplete();
    }

    /// <summary>Says that the content is incomplete: the reader gets the error after the blocks that wait.</summary>
    public void Fail(Exception error) => _blocks.Writer.TryComplete(error);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_current.IsEmpty)
        {
            if (!await _blocks.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            _blocks.Reader.TryRead(out _current);
        }

        int count = Math.Min(buffer.Length, _current.Length);
        _current[..count].CopyTo(buffer);
        _current = _current[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Nobody reads any more, so nobody has to wait to write.</summary>
    protected override void Dispose(bool disposing)
    {
        _blocks.Writer.TryComplete();
        base.Dispose(disposing);
    }

    private void Flush(Action<Task> wait)
    {
        if (_gathered.Length > 0)
        {
            Push(_gathered.ToArray(), wait);
            _gathered.SetLength(0);
        }
    }

    private void Push(byte[] block, Action<Task> wait)
    {
        while (block.Length > 0 && !_blocks.Writer.TryWrite(block))
        {
            Task<bool> room = _blocks.Writer.WaitToWriteAsync().AsTask();
            wait(room);
            if (!room.IsCompletedSuccessfully || !room.Result)
            {
                return;
            }
        }
    }
}
