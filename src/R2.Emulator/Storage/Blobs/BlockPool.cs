using System.Collections.Concurrent;

namespace R2.Emulator.Storage.Blobs;

/// <summary>Free blocks for the next upload: new memory costs a page fault every 4 KiB.</summary>
internal sealed class BlockPool
{
    private const int MostKept = 1024;
    private readonly ConcurrentBag<byte[]> _free = [];

    public byte[] Rent() => _free.TryTake(out byte[]? block) ? block : GC.AllocateUninitializedArray<byte>(BlobWriter.BlockBytes);

    public void Return(byte[] block)
    {
        if (block.Length == BlobWriter.BlockBytes && _free.Count < MostKept)
        {
            _free.Add(block);
        }
    }
}
