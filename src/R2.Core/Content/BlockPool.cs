using System.Collections.Concurrent;

namespace R2.Content;

/// <summary>
/// Blocks that all bodies together may keep between being hashed and being sent, so that files are read once. Never more than the limit: whoever gets
/// none reads again. Not the shared array pool, which keeps arrays for each processor and so holds far more than are in use.
/// </summary>
internal sealed class BlockPool(int limit)
{
    /// <summary>What is read stays in the processor's cache until it has been hashed and handed on.</summary>
    public const int BlockSize = 256 * 1024;

    private readonly ConcurrentBag<byte[]> _free = [];
    private int _left = limit;

    public byte[]? TryTake()
    {
        if (_free.TryTake(out byte[]? block))
        {
            return block;
        }

        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return GC.AllocateUninitializedArray<byte>(BlockSize);
        }

        Interlocked.Increment(ref _left);
        return null;
    }

    public void Return(byte[] block) => _free.Add(block);

    /// <summary>Gives back the room, not the block: something may still read from it.</summary>
    public void Abandon() => Interlocked.Increment(ref _left);
}
