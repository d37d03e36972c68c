using System.Buffers;
using System.Runtime.CompilerServices;
using R2.Emulator.Storage.Blobs;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Integrity;

/// <summary>Computes digests of stored bytes, for copies. The caller holds a lease on them.</summary>
internal static class BodyHasher
{
    public static async Task<string> Md5Async(ObjectBody body, CancellationToken cancellationToken) =>
        (await DigestAsync(body, null, cancellationToken).ConfigureAwait(false)).ETag;

    public static async Task<DigestResult> DigestAsync(ObjectBody body, string? checksumAlgorithm, CancellationToken cancellationToken)
    {
        using DigestSet digests = new DigestSet(false, checksumAlgorithm);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlobWriter.BlockBytes);
        try
        {
            foreach (BlobSlice slice in body.Slices)
            {
                Stream stream = slice.Blob.Open(slice.Offset, slice.Length);
                await using ConfiguredAsyncDisposable disposal = stream.ConfigureAwait(false);
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
