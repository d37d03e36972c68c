namespace R2.Emulator.Storage.Blobs;

/// <summary>Receives a body block by block. A body that was not committed is deleted on disposal.</summary>
internal abstract class BlobWriter : IAsyncDisposable
{
    /// <summary>Length of a block: large enough for few system calls, small enough to hash one while the next is received.</summary>
    public const int BlockBytes = 256 * 1024;

    /// <summary>A buffer for the next block, which is not used otherwise until <see cref="StoreAsync"/> has been awaited.</summary>
    public abstract Memory<byte> NextBlock(long remaining);

    public abstract ValueTask StoreAsync(Memory<byte> block, CancellationToken cancellationToken);

    public abstract Blob Commit();

    public abstract ValueTask DisposeAsync();
}
