using System.Buffers;
using R2.Emulator.Storage;

namespace R2.Emulator.Integrity;

/// <summary>Digests of bytes that are stored already, for copies. The caller keeps a lease on them.</summary>
internal static class BodyHasher
{
    public static async Task<string> Md5Async(ObjectBody body, CancellationToken cancellationToken) =>
        (await DigestAsync(body, null, cancellationToken).ConfigureAwait(false)).ETag;

    public static async Task<DigestResult> DigestAsync(ObjectBody body, string? checksumAlgorithm, CancellationToken cancellationToken)
    {
        using var digests = new DigestSet(false, checksumAlgorithm);
        var buffer = ArrayPool<byte>.Shared.Rent(BlobWriter.BlockBytes);
        try
        {
            foreach (var slice in body.Slices)
            {
                var stream = slice.Blob.Open(slice.Offset, slice.Length);
                await using var disposal = stream.ConfigureAwait(false);
                for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    digests.Append(buffer.AsSpan(0, read));
                }
            }

            return digests.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
