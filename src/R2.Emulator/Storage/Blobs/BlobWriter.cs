namespace R2.Emulator.Storage.Blobs;

/// <summary>Takes a body block by block. What is not committed is gone on disposal.</summary>
internal abstract class BlobWriter : IAsyncDisposable
{
    /// <summary>Bytes of a block: large enough for few system calls, small enough to hash one while the next arrives.</summary>
    public const int BlockBytes = 256 * 1024;

    /// <summary>A buffer for the next block. It stays untouched until <see cref="StoreAsync"/> was awaited.</summary>
    public abstract Memory<byte> NextBlock(long remaining);

    public abstract ValueTask StoreAsync(Memory<byte> block, CancellationToken cancellationToken);

    public abstract Blob Commit();

    public abstract ValueTask DisposeAsync();
}
