using System.Net;
using R2.Unit.Support;

namespace R2.Unit.Core.Errors;

public class ResponseErrorsTests
{
    [Fact]
    public async Task Read_ErrorWithoutMessage_NamesCodeAndDoesNotCallItForeign()
    {
        // As Ceph's gateway answers; the document was taken for a page of something that stands before the server.
        StubTransport transport = StubTransport.Xml("<Error><Code>NoSuchUpload</Code><Message></Message></Error>", HttpStatusCode.NotFound);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(
            () => transport.Client().GetBucketLocationAsync("bucket", TestContext.Current.CancellationToken));

        Assert.Equal("NoSuchUpload", e.Code);
        Assert.Equal("The server answered 404 Not Found with the error NoSuchUpload and no message.", e.Message);
    }

    [Theory]
    [InlineData(520, true)]
    [InlineData(522, true)]
    [InlineData(524, true)]
    [InlineData(525, false)]
    [InlineData(501, false)]
    public async Task Read_PageOfCloudflaresEdge_IsPassingWhereWhatIsBehindItFailed(int status, bool passing)
    {
        StubTransport transport = StubTransport.Xml("<html>error code</html>", (HttpStatusCode)status);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(
            () => transport.Client().GetBucketLocationAsync("bucket", TestContext.Current.CancellationToken));

        Assert.Equal(passing, e.IsRetryable);
    }

    [Theory]
    [InlineData(404, "NoSuchKey", "The object 'bucket/a b' does not exist, or the bucket 'bucket' does not.")]
    [InlineData(403, "AccessDenied", "Access to the object 'bucket/a b' is denied (403 Forbidden).")]
    [InlineData(401, "Unauthorized", "The access key id is not known to the server (401 Unauthorized).")]
    [InlineData(412, "PreconditionFailed", "The object 'bucket/a b' does not meet the conditions of the request (412 Precondition Failed).")]
    [InlineData(400, "InvalidRequest", "The server answered 400 Bad Request.")]
    public async Task Read_AnswerToHead_SaysInWordsWhatItsStatusMeans(int status, string code, string message)
    {
        StubTransport transport = new(request => new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request, Content = new ByteArrayContent([]) });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().HeadObjectAsync("bucket", "a b", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((code, message), (e.Code, e.Message));
    }

    [Fact]
    public async Task Read_AnswerToHeadOfABucket_NamesTheBucket()
    {
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new ByteArrayContent([]) });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().HeadBucketAsync("bucket", TestContext.Current.CancellationToken));

        Assert.Equal(("NoSuchBucket", "The bucket 'bucket' does not exist."), (e.Code, e.Message));
    }

    [Fact]
    public async Task Read_PageOfCloudflaresInPlaceOfAnError_TellsADomainFromTheEndpoint()
    {
        StubTransport transport = new(request =>
        {
            HttpResponseMessage answer = StubTransport.XmlAnswer("<html>not here</html>", HttpStatusCode.NotFound);
            answer.Headers.TryAddWithoutValidation("Server", "cloudflare");
            answer.RequestMessage = request;
            return answer;
        });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().GetBucketLocationAsync("bucket", TestContext.Current.CancellationToken));

        Assert.Contains("a bucket's public domain is no endpoint, which is https://ACCOUNT.r2.cloudflarestorage.com", e.Message, StringComparison.Ordinal);
    }
}
