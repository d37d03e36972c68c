using System.Net;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

public sealed class CredentialRefusalTests
{
    private const string Mismatch = "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature does not match.</Message></Error>";
    private const string Denied = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

    private int _asked;

    [Theory]
    [InlineData(401, "<Error><Code>Unauthorized</Code></Error>")]
    [InlineData(401, "")]
    [InlineData(403, Mismatch)]
    [InlineData(403, "<Error><Code>InvalidAccessKeyId</Code></Error>")]
    [InlineData(403, "<Error><Code>ExpiredToken</Code></Error>")]
    [InlineData(400, "<Error><Code>ExpiredToken</Code></Error>")]
    public async Task Refused_WithANewerCredential_GoesOnWithIt(int status, string document)
    {
        StubTransport server = Server(status, document);
        using R2Client client = Client(server, new R2Credential("new", "new"));

        await client.PutObjectAsync("bucket", "key", R2Content.FromBytes("text"u8.ToArray()), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["old", "new"], server.Sent.Select(KeyOf));
        Assert.Equal(["text", "text"], server.Sent.Select(request => request.Text));
        Assert.Equal("new", client.Credential.AccessKeyId);
    }

    [Fact]
    public async Task Refused_WithTheSameCredential_IsTheServersErrorAndNotRepeated()
    {
        StubTransport server = Server(403, Mismatch);
        using R2Client client = Client(server, new R2Credential("old", "old"));

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => client.GetObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(("SignatureDoesNotMatch", "The request signature does not match."), (exception.Code, exception.Message));
        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task Refused_WithTheNewerOneToo_IsNotRepeatedForever()
    {
        StubTransport server = new(_ => StubTransport.XmlAnswer(Mismatch, HttpStatusCode.Forbidden));
        using R2Client client = Client(server, new R2Credential("new", "new"));

        await Assert.ThrowsAsync<R2Exception>(() => client.GetObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(2, server.Sent.Count);
    }

    [Fact]
    public async Task Denied_IsNoMatterOfTheCredential()
    {
        StubTransport server = Server(403, Denied);
        using R2Client client = Client(server, new R2Credential("new", "new"));

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => client.GetObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(("AccessDenied", 0), (exception.Code, _asked));
    }

    private static string KeyOf(SentRequest request) => request.Headers["Authorization"].Split("Credential=")[1].Split('/')[0];

    /// <summary>Refuses the old key.</summary>
    private static StubTransport Server(int status, string document) => new(request =>
        request.Headers.NonValidated["Authorization"].ToString().Contains("Credential=old/", StringComparison.Ordinal)
            ? StubTransport.XmlAnswer(document, (HttpStatusCode)status)
            : new HttpResponseMessage(HttpStatusCode.OK) { Headers = { { "ETag", "\"e\"" } } });

    private R2Client Client(StubTransport server, R2Credential newer) => new(new R2ClientOptions
    {
        Credential = new R2Credential("old", "old"),
        Endpoint = new Uri("https://example.com"),
        Transport = server,
        RenewCredential = _ =>
        {
            _asked++;
            return new(newer);
        },
    });
}
