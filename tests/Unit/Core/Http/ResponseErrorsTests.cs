using System.Net;
using R2.Unit.Support;

namespace R2.Unit.Core.Http;

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
}
