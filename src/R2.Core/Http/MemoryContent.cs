using R2.Signing;

namespace R2.Http;

/// <summary>A body in memory. Small ones are covered by the signature.</summary>
internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : ReplayableContent(bytes.Length)
{
    /// <summary>Up to here hashing is quicker than the system calls that sending takes.</summary>
    private const int SignedUpTo = 64 * 1024;

    private const int ChunkSize = 256 * 1024;

    internal override string? Sha256 { get; } = bytes.Length <= SignedUpTo ? PayloadHash.Of(bytes.Span) : null;

    internal override async Task WriteAsync(Stream stream, Action<int>? moved, CancellationToken cancellationToken)
    {
        for (int offset = 0; offset < bytes.Length; offset += ChunkSize)
        {
            await WriteChunkAsync(stream, bytes.Slice(offset, Math.Min(ChunkSize, bytes.Length - offset)), moved, cancellationToken).ConfigureAwait(false);
        }
    }
}
