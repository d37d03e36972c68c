using R2.Signing;

namespace R2.Http;

/// <summary>A body in memory. Small ones are covered by the signature.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="check">Called before the last of them are handed on: fails where they are no longer what is to be stored. A server stores nothing of a body that it has not got whole.</param>
internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes, Action? check = null) : ReplayableContent(bytes.Length)
{
    /// <summary>Up to here hashing is quicker than the system calls that sending takes, and what is read into memory stays out of the heap of large objects.</summary>
    public const int SmallUpTo = 64 * 1024;

    private const int ChunkSize = 256 * 1024;

    internal override string? Sha256 { get; } = bytes.Length <= SmallUpTo ? PayloadHash.Of(bytes.Span) : null;

    internal override ReadOnlyMemory<byte>? InMemory => bytes;

    internal override async Task WriteAsync(Stream stream, Action<int>? moved, CancellationToken cancellationToken)
    {
        for (int offset = 0; offset < bytes.Length; offset += ChunkSize)
        {
            if (bytes.Length - offset <= ChunkSize)
            {
                check?.Invoke();
            }

            await WriteChunkAsync(stream, bytes.Slice(offset, Math.Min(ChunkSize, bytes.Length - offset)), moved, cancellationToken).ConfigureAwait(false);
        }
    }
}
