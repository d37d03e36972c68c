using System.Globalization;
using R2.Cmdlets.Display;
using R2.Models;

namespace R2.Cmdlets.Buckets;

/// <summary>What a bucket holds, in numbers.</summary>
internal sealed record BucketContent(long Objects, long Bytes, long Uploads)
{
    public static async Task<BucketContent> CountAsync(R2Client client, string bucket, CancellationToken cancellation)
    {
        (long objects, long bytes, long uploads) = (0, 0, 0);
        await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(bucket, cancellationToken: cancellation).ConfigureAwait(false))
        {
            objects += page.Objects.Count;
            bytes += page.Objects.Sum(static item => item.Size);
        }

        await foreach (R2MultipartUploadPage page in client.EnumerateMultipartUploadPagesAsync(bucket, cancellationToken: cancellation).ConfigureAwait(false))
        {
            uploads += page.Uploads.Count;
        }

        return new BucketContent(objects, bytes, uploads);
    }

    public override string ToString() => string.Create(
        CultureInfo.CurrentCulture, $"{Counted(Objects, "object")} ({ByteSize.Format(Bytes)}) and {Counted(Uploads, "unfinished upload")}");

    private static string Counted(long count, string noun) => string.Create(CultureInfo.CurrentCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
