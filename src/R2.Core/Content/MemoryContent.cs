using R2.Signing;

namespace R2.Content;

/// <summary>Bytes in memory. A few of them are covered by the signature.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="description">What to call them.</param>
/// <param name="check">Called before the last of them are handed on: fails where they are no longer what is to be stored. A server stores nothing of a body that it has not got whole.</param>
/// <param name="release">Called when they have been sent for good.</param>
internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes, string description, Action? check = null, Action? release = null) : R2Content(description, bytes.Length)
{
    /// <summary>Up to here hashing is quicker than the system calls that sending takes, and what is read into memory stays out of the heap of large objects.</summary>
    public const int SmallUpTo = 64 * 1024;

    private string? _sha256;

    internal override string? Sha256 => bytes.Length <= SmallUpTo ? _sha256 ??= PayloadHash.Of(bytes.Span) : null;

    internal override ReadOnlyMemory<byte>? InMemory => bytes;

    internal override bool CanSlice => true;

    internal override R2Content Slice(long offset, long length) => new MemoryContent(bytes.Slice((int)offset, (int)length), Description);

    internal override void Release() => release?.Invoke();

    internal override Task WriteAsync(Stream stream, SendContext? sending, Action<int>? moved, CancellationToken cancellationToken)
    {
        if (bytes.Length > BlockPool.BlockSize)
        {
            return WriteBlocksAsync(stream, sending, moved, cancellationToken);
        }

        check?.Invoke();
        return WriteBlockAsync(stream, bytes, sending, moved, cancellationToken);
    }

    private async Task WriteBlocksAsync(Stream stream, SendContext? sending, Action<int>? moved, CancellationToken cancellationToken)
    {
        for (int offset = 0; offset < bytes.Length; offset += BlockPool.BlockSize)
        {
            int count = Math.Min(BlockPool.BlockSize, bytes.Length - offset);
            if (offset + count == bytes.Length)
            {
                check?.Invoke();
            }

            await WriteBlockAsync(stream, bytes.Slice(offset, count), sending, moved, cancellationToken).ConfigureAwait(false);
        }
    }
}
