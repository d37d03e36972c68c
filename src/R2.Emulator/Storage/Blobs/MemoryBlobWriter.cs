namespace R2.Emulator.Storage.Blobs;

/// <summary>Writes a body to memory. The socket fills the blocks that are stored, so nothing is copied.</summary>
internal sealed class MemoryBlobWriter : BlobWriter
{
    private readonly BlockPool _pool;
    private readonly List<Memory<byte>> _blocks = [];
    private readonly List<byte[]> _rented = [];
    private long _length;
    private bool _committed;

    public MemoryBlobWriter(BlockPool pool)
    {
        _pool = pool;
    }

    public override Memory<byte> NextBlock(long remaining)
    {
        if (remaining < BlockBytes)
        {
            return new byte[remaining];
        }

        byte[] block = _pool.Rent();
        _rented.Add(block);
        return block;
    }

    public override ValueTask StoreAsync(Memory<byte> block, CancellationToken cancellationToken)
    {
        _blocks.Add(block);
        _length += block.Length;
        return ValueTask.CompletedTask;
    }

    public override Blob Commit()
    {
        _committed = true;
        return new MemoryBlob(_pool, _blocks, _rented, _length);
    }

    public override ValueTask DisposeAsync()
    {
        if (!_committed)
        {
            _committed = true;
            _rented.ForEach(_pool.Return);
        }

        return ValueTask.CompletedTask;
    }
}
