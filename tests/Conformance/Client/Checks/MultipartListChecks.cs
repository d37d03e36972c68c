using R2.Models;
using static R2.Conformance.Client.Checks.MultipartUploads;

namespace R2.Conformance.Client.Checks;

internal static class MultipartListChecks
{
    public static IEnumerable<Check> All =>
    [
        new("multipart.list-parts", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part[] parts = await UploadAllAsync(c, upload);
            R2PartPage page = await c.Client.ListPartsAsync(upload, cancellationToken: c.Token);
            Verify.Sequence(
                parts.OrderBy(p => p.PartNumber).Select(p => $"{p.PartNumber} {p.ETag} {p.Size}"),
                page.Parts.Select(p => $"{p.PartNumber} {p.ETag} {p.Size}"),
                "the parts");
        }),
        new("multipart.list-parts-by-pages", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await UploadAllAsync(c, upload);
            R2PartPage first = await c.Client.ListPartsAsync(upload, maxParts: 2, cancellationToken: c.Token);
            R2PartPage second = await c.Client.ListPartsAsync(upload, first.NextPartNumberMarker, 2, c.Token);
            Verify.Equal((2, true, 1, false), (first.Parts.Count, first.IsTruncated, second.Parts.Count, second.IsTruncated), "the pages");
        }),
        new("multipart.list-uploads", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2MultipartUploadPage page = await c.Client.ListMultipartUploadsAsync(CheckContext.Bucket, new() { Prefix = upload.Key }, c.Token);
            Verify.Equal((upload.Key, upload.UploadId), page.Uploads.Select(u => (u.Key, u.UploadId)).Single(), "key and upload id");
            await c.Client.AbortMultipartUploadAsync(upload, c.Token);
            Verify.Equal(0, (await c.Client.ListMultipartUploadsAsync(CheckContext.Bucket, new() { Prefix = upload.Key }, c.Token)).Uploads.Count, "what is left");
        }),
        new("multipart.list-uploads-by-pages", async c =>
        {
            string prefix = c.NewKey("/many/");
            foreach (int i in Enumerable.Range(0, 3))
            {
                await c.Client.CreateMultipartUploadAsync(CheckContext.OtherBucket, $"{prefix}{i} +ä", cancellationToken: c.Token);
            }

            R2MultipartUploadPage first = await c.Client.ListMultipartUploadsAsync(CheckContext.OtherBucket, new() { Prefix = prefix, MaxUploads = 2 }, c.Token);
            ListMultipartUploadsOptions next = new() { Prefix = prefix, MaxUploads = 2, KeyMarker = first.NextKeyMarker, UploadIdMarker = first.NextUploadIdMarker };
            R2MultipartUploadPage second = await c.Client.ListMultipartUploadsAsync(CheckContext.OtherBucket, next, c.Token);
            Verify.Sequence(["0 +ä", "1 +ä", "2 +ä"], first.Uploads.Concat(second.Uploads).Select(u => u.Key[prefix.Length..]), "the keys");
        }),
    ];
}
