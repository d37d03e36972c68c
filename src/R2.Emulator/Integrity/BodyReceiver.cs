using R2.Emulator.Storage.Blobs;

namespace R2.Emulator.Integrity;

/// <summary>Copies a body from the socket to the store. One block is hashed and stored while the next is received.</summary>
internal static class BodyReceiver
{
    /// <summary>Below this length a task costs more than hashing.</summary>
    private const int SmallBlock = 32 * 1024;

    public static async Task<DigestResult> ReceiveAsync(
        Stream source, long length, BlobWriter writer, DigestSet digests, CancellationToken cancellationToken)
    {
        Task pending = Task.CompletedTask;
        try
        {
            for (long remaining = length; remaining > 0;)
            {
                Memory<byte> block = writer.NextBlock(remaining);
                block = block[..(int)Math.Min(block.Length, remaining)];
                await source.ReadExactlyAsync(block, cancellationToken).ConfigureAwait(false);
                remaining -= block.Length;
                await pending.ConfigureAwait(false);
                pending = block.Length < SmallBlock
                    ? KeepAsync(block, writer, digests, cancellationToken)
                    : Task.Run(() => KeepAsync(block, writer, digests, cancellationToken), cancellationToken);
            }
        }
        finally
        {
            // Even after a failure: the writer must not release its blocks while one is being hashed.
            await pending.ConfigureAwait(false);
        }

        return digests.Finish();
    }

    private static async Task KeepAsync(Memory<byte> block, BlobWriter writer, DigestSet digests, CancellationToken cancellationToken)
    {
        ValueTask storing = writer.StoreAsync(block, cancellationToken);
        digests.Append(block.Span);
        await storing.ConfigureAwait(false);
    }
}
