using R2.Models;
using static R2.Conformance.Client.Checks.MultipartUploads;

namespace R2.Conformance.Client.Checks;

internal static class MultipartChecks
{
    public static IEnumerable<Check> All =>
    [
        new("multipart.three-parts", async c =>
        {
            CreateMultipartUploadOptions options = new() { ContentType = "text/x-parts", Metadata = new Dictionary<string, string> { ["from"] = "create" } };
            R2MultipartUpload upload = await StartAsync(c, options);
            R2Part[] parts = await UploadAllAsync(c, upload);
            await c.Client.CompleteMultipartUploadAsync(upload, parts, cancellationToken: c.Token);
            await VerifyStoredAsync(c, upload);
            R2ObjectInfo info = await c.Client.HeadObjectAsync(upload.BucketName, upload.Key, cancellationToken: c.Token);
            Verify.Equal((Bytes.Length, "text/x-parts", "create"), ((int)info.Size, info.ContentType!, info.Metadata["from"]), "size, type and metadata");
        }),
        new("multipart.part-etag", async c =>
        {
            R2Part part = await UploadAsync(c, await StartAsync(c), 3);
            Verify.Equal(CheckContext.Md5(PartBytesOf(3)), part.ETag, "the part's ETag");
        }),
        new("multipart.etag", async c => Verify.Equal(ETag, (await StoreAsync(c)).Head.ETag, "the ETag")),
        new("multipart.etag-in-answer", async c => Verify.Equal(ETag, (await StoreAsync(c)).Answer.ETag, "the ETag")),
        new("multipart.part-uploaded-again", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await c.Client.UploadPartAsync(upload, 1, CheckContext.Content("to be replaced"), cancellationToken: c.Token);
            await c.Client.CompleteMultipartUploadAsync(upload, await UploadAllAsync(c, upload), cancellationToken: c.Token);
            await VerifyStoredAsync(c, upload);
        }),
        new("multipart.read-part", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await c.Client.CompleteMultipartUploadAsync(upload, await UploadAllAsync(c, upload), cancellationToken: c.Token);
            await using R2ObjectContent content = await c.Client.GetObjectAsync(upload.BucketName, upload.Key, new() { PartNumber = 3 }, c.Token);
            Verify.Equal((1000, 2 * PartBytes, Bytes.Length), ((int)content.ContentLength, (int)content.RangeStart, (int)content.Info.Size), "length, start and size of the whole");
        }),
        new("multipart.copied-parts", async c =>
        {
            string source = c.NewKey("/source of parts");
            await c.Client.PutObjectAsync(CheckContext.Bucket, source, R2Content.FromBytes(Bytes), cancellationToken: c.Token);
            R2MultipartUpload upload = await StartAsync(c);
            List<R2Part> parts = [];
            for (int number = 1; number <= 3; number++)
            {
                UploadPartCopyOptions options = new() { SourceRange = R2ByteRange.FromLength((number - 1) * PartBytes, Part(number).Length!.Value) };
                parts.Add(await c.Client.UploadPartCopyAsync(upload, number, CheckContext.Bucket, source, options, c.Token));
            }

            await c.Client.CompleteMultipartUploadAsync(upload, parts, cancellationToken: c.Token);
            await VerifyStoredAsync(c, upload);
        }),
        new("multipart.completed-once-only", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part part = await UploadAsync(c, upload, 1);
            await c.PutAsync(upload.Key, "here already");
            R2Conditions conditions = new() { IfNoneMatch = "*" };
            await Verify.ThrowsAsync("PreconditionFailed", () => c.Client.CompleteMultipartUploadAsync(upload, [part], conditions, cancellationToken: c.Token));
            Verify.Equal("here already", await c.GetTextAsync(upload.Key), "the body");
        }),
        new("multipart.abort", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await UploadAsync(c, upload, 1);
            await c.Client.AbortMultipartUploadAsync(upload, c.Token);
            await Verify.ThrowsAsync("NoSuchUpload", () => UploadAsync(c, upload, 2));
            await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync(upload.Key));
        }),
        new("multipart.abort-twice", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await c.Client.AbortMultipartUploadAsync(upload, c.Token);
            await c.Client.AbortMultipartUploadAsync(upload, c.Token);
        }),
    ];

    private static async Task<(R2CompleteResult Answer, R2ObjectInfo Head)> StoreAsync(CheckContext c)
    {
        R2MultipartUpload upload = await StartAsync(c);
        R2CompleteResult answer = await c.Client.CompleteMultipartUploadAsync(upload, await UploadAllAsync(c, upload), cancellationToken: c.Token);
        return (answer, await c.Client.HeadObjectAsync(upload.BucketName, upload.Key, cancellationToken: c.Token));
    }
}
