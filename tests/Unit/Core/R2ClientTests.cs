using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public sealed class R2ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_OutsideR2sRules_AreRefusedBeforeAnythingIsSent()
    {
        StubTransport transport = StubTransport.Xml("");
        R2Client client = transport.Client();
        R2MultipartUpload upload = new() { BucketName = "bucket", Key = "key", UploadId = "u" };

        await AssertRefused("InvalidBucketName", () => client.HeadBucketAsync("Bucket", Cancellation));
        await AssertRefused("InvalidObjectName", () => client.HeadObjectAsync("bucket", "", cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.ListObjectsAsync("bucket", new ListObjectsOptions { MaxKeys = 1001 }, Cancellation));
        await AssertRefused("InvalidSetting", () => client.ListPartsAsync(upload, maxParts: 0, cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.UploadPartAsync(upload, 0, R2Content.FromBytes(default), cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.UploadPartAsync(upload, 10_001, R2Content.FromBytes(default), cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.DeleteObjectsAsync("bucket", [], Cancellation));
        await AssertRefused("InvalidRange", () => client.GetObjectAsync("bucket", "key", new GetObjectOptions { Range = new R2ByteRange(5, 4) }, Cancellation));
        await AssertRefused("InvalidMetadata", () => client.PutObjectAsync("bucket", "key", R2Content.FromBytes(default), new PutObjectOptions { Metadata = new Dictionary<string, string> { ["a b"] = "" } }, Cancellation));
        await AssertRefused("MetadataTooLarge", () => client.PutObjectAsync("bucket", "key", R2Content.FromBytes(default), new PutObjectOptions { Metadata = new Dictionary<string, string> { ["a"] = new('x', 8192) } }, Cancellation));
        await AssertRefused("InvalidSetting", () => client.PutObjectAsync("bucket", "key", R2Content.FromBytes(default), new PutObjectOptions { ContentType = "text/plain\r\nx-amz-acl: public-read" }, Cancellation));
        Assert.Empty(transport.Sent);
    }

    private static async Task AssertRefused(string code, Func<Task> action) => Assert.Equal(code, (await Assert.ThrowsAsync<R2Exception>(action)).Code);
}
