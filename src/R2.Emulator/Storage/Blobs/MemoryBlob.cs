using R2.Emulator.Http;

namespace R2.Emulator.Storage.Blobs;

/// <summary>A body in memory, in blocks of equal length except the last; never one large array.</summary>
internal sealed class MemoryBlob : Blob
{
    private readonly BlockPool _pool;
    private readonly List<Memory<byte>> _blocks;
    private readonly List<byte[]> _rented;

    public MemoryBlob(BlockPool pool, List<Memory<byte>> blocks, List<byte[]> rented, long length)
        : base(Guid.NewGuid().ToString("N"), length)
    {
        _pool = pool;
        _blocks = blocks;
        _rented = rented;
    }

    public override Stream Open(long offset, long length) => new BlockStream(_blocks, offset, length);

    protected override void Destroy() => _rented.ForEach(_pool.Return);

    private sealed class BlockStream : ReadOnlyStream
    {
        private readonly List<Memory<byte>> _blocks;
        private long _position;
        private long _remaining;

        public BlockStream(List<Memory<byte>> blocks, long offset, long length)
        {
            _blocks = blocks;
            _position = offset;
            _remaining = length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Memory<byte> block = Next(buffer.Length);
            block.CopyTo(buffer);
            return ValueTask.FromResult(block.Length);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            for (Memory<byte> block = Next(int.MaxValue); block.Length > 0; block = Next(int.MaxValue))
            {
                await destination.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            }
        }

        private Memory<byte> Next(int most)
        {
            if (_remaining == 0)
            {
                return default;
            }

            Memory<byte> block = _blocks[(int)(_position / BlobWriter.BlockBytes)][(int)(_position % BlobWriter.BlockBytes)..];
            Memory<byte> taken = block[..(int)Math.Min(Math.Min(block.Length, _remaining), most)];
            _position += taken.Length;
            _remaining -= taken.Length;
            return taken;
        }
    }
}
