using System.Net;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public sealed class R2ClientMultipartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CompleteMultipartUpload_ErrorAfter200_IsAnError()
    {
        StubTransport transport = StubTransport.Xml("<Error><Code>InternalError</Code><Message>Later.</Message></Error>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().CompleteMultipartUploadAsync(
            new R2MultipartUpload { BucketName = "bucket", Key = "key", UploadId = "u+/=" },
            [new R2Part { PartNumber = 2, ETag = "b" }, new R2Part { PartNumber = 1, ETag = "a" }],
            cancellationToken: Cancellation));

        Assert.Equal(("InternalError", "bucket/key", true, HttpStatusCode.OK), (e.Code, e.Address, e.IsRetryable, e.StatusCode));
        Assert.Equal("/bucket/key?uploadId=u%2B%2F%3D", transport.Sent[0].Target);
        Assert.Contains("<Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part><Part><PartNumber>2</PartNumber>", transport.Sent[0].Text, StringComparison.Ordinal);
    }
}
