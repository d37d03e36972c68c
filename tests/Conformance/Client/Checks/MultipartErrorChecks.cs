using R2.Models;
using static R2.Conformance.Client.Checks.MultipartUploads;

namespace R2.Conformance.Client.Checks;

internal static class MultipartErrorChecks
{
    public static IEnumerable<Check> All =>
    [
        new("multipart.part-of-unknown-upload", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await Verify.ThrowsAsync("NoSuchUpload", () => UploadAsync(c, upload with { UploadId = "unknown" }, 3));
        }),
        new("multipart.complete-unknown-upload", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part part = await UploadAsync(c, upload, 3);
            await Verify.ThrowsAsync("NoSuchUpload", () => CompleteAsync(c, upload with { UploadId = "unknown" }, part));
        }),
        new("multipart.complete-with-wrong-etag", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part part = await UploadAsync(c, upload, 3);
            await Verify.ThrowsAsync("InvalidPart", () => CompleteAsync(c, upload, part with { ETag = "0123456789abcdef0123456789abcdef" }));
        }),
        new("multipart.complete-with-missing-part", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part part = await UploadAsync(c, upload, 3);
            await Verify.ThrowsAsync("InvalidPart", () => CompleteAsync(c, upload, part, part with { PartNumber = 4 }));
        }),
        new("multipart.small-part-in-the-middle", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part first = await c.Client.UploadPartAsync(upload, 1, CheckContext.Content("short"), cancellationToken: c.Token);
            R2Part second = await c.Client.UploadPartAsync(upload, 2, CheckContext.Content("short"), cancellationToken: c.Token);
            await Verify.ThrowsAsync("EntityTooSmall", () => CompleteAsync(c, upload, first, second));
        }),
        new("multipart.unequal-parts", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            R2Part first = await UploadAsync(c, upload, 1);
            R2Part second = await c.Client.UploadPartAsync(upload, 2, R2Content.FromBytes(Bytes.AsMemory(0, PartBytes + 1)), cancellationToken: c.Token);
            await Verify.ThrowsAsync("InvalidPart", () => CompleteAsync(c, upload, first, second));
        }),
        new("multipart.part-with-content-md5", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            await c.Client.UploadPartAsync(upload, 1, CheckContext.Content("text"), new() { ContentMd5 = IntegrityChecks.Md5Of("text") }, c.Token);
        }),
        new("multipart.part-with-wrong-content-md5", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c);
            UploadPartOptions options = new() { ContentMd5 = IntegrityChecks.Md5Of("other") };
            await Verify.ThrowsAsync("BadDigest", () => c.Client.UploadPartAsync(upload, 1, CheckContext.Content("text"), options, c.Token));
        }),
        new("multipart.part-with-wrong-crc32c", async c =>
        {
            R2MultipartUpload upload = await StartAsync(c, new() { ChecksumAlgorithm = R2ChecksumAlgorithm.Crc32C });
            UploadPartOptions options = new() { Checksum = new(R2ChecksumAlgorithm.Crc32C, "AAAAAA==") };
            await Verify.ThrowsAsync("BadDigest", () => c.Client.UploadPartAsync(upload, 1, CheckContext.Content("text"), options, c.Token));
        }),
    ];

    private static Task<R2CompleteResult> CompleteAsync(CheckContext c, R2MultipartUpload upload, params R2Part[] parts) =>
        c.Client.CompleteMultipartUploadAsync(upload, parts, cancellationToken: c.Token);
}
