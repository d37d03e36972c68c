using System.Net;
using System.Text;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Api;

/// <summary>The road of a request to Cloudflare's own API: what is sent, what is repeated, and what an answer counts for.</summary>
public sealed class R2ApiClientTests : IDisposable
{
    private const string Token = "aTokenOfCloudflares0123456789abcdefghijkl";
    private const string Account = "0123456789abcdef0123456789abcdef";

    private readonly ApiFixture _api = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Request_OfAJurisdiction_HasTokenHeaderAndPath()
    {
        StubTransport transport = Json("""{"success":true,"errors":[],"messages":[],"result":{"enabled":true,"domain":"pub-1.r2.dev","bucketId":"1"}}""");
        using R2ApiClient client = Client(transport, R2Jurisdiction.FedrampHigh);

        R2BucketPublicAccess access = await client.SetPublicAccessAsync("web", true, Cancellation);

        SentRequest sent = Assert.Single(transport.Sent);
        Assert.Equal(("PUT", $"/client/v4/accounts/{Account}/r2/buckets/web/domains/managed"), (sent.Method, sent.Target));
        Assert.Equal(("Bearer " + Token, "fedramp-high", "application/json"), (sent.Headers["Authorization"], sent.Headers["cf-r2-jurisdiction"], sent.Headers["Content-Type"]));
        Assert.Equal("""{"enabled":true}""", sent.Text);
        Assert.Equal("https://pub-1.r2.dev", access.Url);
    }

    [Fact]
    public async Task Refusal_HasCloudflaresNumberPointerAndMissingGroup()
    {
        StubTransport transport = Json(
            """{"success":false,"errors":[{"code":10000,"message":"Authentication error","source":{"pointer":"/rules/0"}},{"code":10026,"message":"And more."}],"messages":[],"result":null}""", HttpStatusCode.Forbidden);
        using R2ApiClient client = Client(transport);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.SetLockAsync("web", [new() { Id = "l", Indefinite = true }], Cancellation));

        Assert.Equal(("Api10000", R2ErrorKind.Denied, HttpStatusCode.Forbidden, "web", 1), (e.Code, e.Kind, e.StatusCode, e.BucketName, e.Attempts));
        Assert.Contains("Authentication error (Cloudflare's error 10000, about /rules/0); And more (Cloudflare's error 10026).", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Workers R2 Storage Write'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("""{"success":true,"result":{"enabled":"yes","domain":"d"}}""", HttpStatusCode.OK)]
    [InlineData("""{"success":false,"errors":[],"result":null}""", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task Answer_ThatIsNotTheApis_IsInvalid(string document, HttpStatusCode status)
    {
        using R2ApiClient client = Client(Json(document, status));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.GetPublicAccessAsync("web", Cancellation));

        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
    }

    [Fact]
    public async Task Answer_AboutAnotherBucket_IsInvalid()
    {
        using R2ApiClient client = Client(Json("""{"success":true,"result":{"name":"other"}}"""));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.GetBucketAsync("web", Cancellation));

        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
    }

    [Fact]
    public async Task TooManyRequests_IsRepeatedAsLateAsTheServerAsks()
    {
        ManualTime time = new();
        int answers = 0;
        StubTransport transport = new(_ =>
        {
            if (++answers > 1)
            {
                return Answer("""{"success":true,"result":{"rules":[]}}""", HttpStatusCode.OK);
            }

            HttpResponseMessage late = Answer("""{"success":false,"errors":[{"code":971,"message":"Please wait"}]}""", HttpStatusCode.TooManyRequests);
            late.Headers.RetryAfter = new(TimeSpan.FromMinutes(4));
            return late;
        });
        using R2ApiClient client = Client(transport, time: time);

        Task<IReadOnlyList<R2BucketLockRule>> asked = client.GetLockAsync("web", Cancellation);
        time.Advance(TimeSpan.FromMinutes(4) - TimeSpan.FromSeconds(1));
        await Task.Yield();
        Assert.False(asked.IsCompleted);
        await time.AdvanceUntilAsync(asked, TimeSpan.FromSeconds(1));

        Assert.Empty(await asked);
        Assert.Equal(2, answers);
    }

    [Fact]
    public async Task Read_ServerErrorThenLostAnswer_IsRepeated()
    {
        _api.Emulator.Faults.Add(Fault.Status(500, "10001") with { Operation = "r2-get-bucket-lock-configuration", Times = 1 });
        _api.Emulator.Faults.Add(Fault.DropReply() with { Operation = "r2-get-bucket-lock-configuration", SkipFirst = 1, Times = 1 });

        Assert.Empty(await _api.Client.GetLockAsync(ApiFixture.Bucket, Cancellation));

        Assert.Equal(3, _api.Emulator.Requests.CountOf("r2-get-bucket-lock-configuration"));
    }

    [Fact]
    public async Task Creation_LostAnswer_IsNotRepeatedAndSaysSo()
    {
        _api.Emulator.Faults.Add(Fault.DropReply() with { Operation = "r2-put-event-notification-config", Times = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => _api.Client.AddNotificationAsync(Rule(), Cancellation));

        Assert.Contains("Whether Cloudflare has done it is not known", e.Message, StringComparison.Ordinal);
        Assert.Single(await _api.Client.ListNotificationsAsync(ApiFixture.Bucket, Cancellation));
    }

    [Fact]
    public async Task Removal_LostAnswer_IsRepeatedAndGoneIsASuccess()
    {
        R2Zone zone = (await _api.Client.FindZoneAsync("files.example.com", Cancellation))!;
        await _api.Client.AddDomainAsync(ApiFixture.Bucket, "files.example.com", zone.Id, cancellationToken: Cancellation);
        _api.Emulator.Faults.Add(Fault.DropReply() with { Operation = "r2-delete-custom-domain", Times = 1 });

        await _api.Client.RemoveDomainAsync(ApiFixture.Bucket, "files.example.com", Cancellation);

        Assert.Empty(await _api.Client.ListDomainsAsync(ApiFixture.Bucket, Cancellation));
        Assert.Equal(2, _api.Emulator.Requests.CountOf("r2-delete-custom-domain"));
    }

    [Fact]
    public async Task Verification_OfUserAndOfAccount_FindsTheKeyPair()
    {
        const string OfAccount = "anAccountsToken0123456789abcdefghijklmnop";
        using ApiFixture api = new(new R2EmulatorOptions { Buckets = [ApiFixture.Bucket], AdditionalApiTokens = [new EmulatorApiToken { Value = OfAccount, Id = new string('a', 32), IsAccountOwned = true }] });
        using R2ApiClient account = new(api.Options with { Token = new R2ApiToken(OfAccount) });

        R2ApiTokenInfo user = await api.Client.VerifyTokenAsync(Cancellation);
        R2ApiTokenInfo owned = await account.VerifyTokenAsync(Cancellation);

        Assert.Equal((api.Emulator.AccessKeyId, true), (user.Id, user.IsActive));
        Assert.Equal(new string('a', 32), owned.Id);
        using R2Client s3 = new(new R2ClientOptions { Endpoint = api.Emulator.Endpoint, Credential = new R2ApiToken(api.Emulator.ApiToken).ToCredential(user.Id) });
        Assert.Equal(ApiFixture.Bucket, Assert.Single((await s3.ListBucketsAsync(cancellationToken: Cancellation)).Buckets).BucketName);
    }

    [Fact]
    public async Task Verification_OfUnknownToken_SaysThatNobodyKnowsIt()
    {
        using R2ApiClient client = new(_api.Options with { Token = new R2ApiToken(Token) });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.VerifyTokenAsync(Cancellation));

        Assert.Equal("Api1000", e.Code);
        Assert.Contains("unknown to Cloudflare", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    public async Task Id_ThatLeadsElsewhere_IsRefusedUnsent(string id)
    {
        await Assert.ThrowsAsync<R2Exception>(() => _api.Client.GetJobAsync(ApiFixture.Bucket, id, Cancellation));
        Assert.Equal(0, _api.Emulator.Requests.Total);
    }

    [Fact]
    public async Task Request_IsReportedCountedAndCancelledByTheEnd()
    {
        R2MetricCollector metrics = new();
        List<string> reports = [];
        R2ApiClient client = new(_api.Options with { Metrics = metrics });
        R2ApiClient observed = client.WithObserver(report => reports.Add($"{report}\n{string.Join('\n', report.RequestHeaders)}"));

        await observed.GetPublicAccessAsync(ApiFixture.Bucket, Cancellation);
        client.Dispose();

        string report = Assert.Single(reports);
        Assert.StartsWith("Api.GetPublicAccess web: 200", report, StringComparison.Ordinal);
        Assert.Contains("Authorization: (hidden)", report, StringComparison.Ordinal);
        Assert.DoesNotContain(_api.Emulator.ApiToken, report, StringComparison.Ordinal);
        Assert.Equal(1, metrics.Read().Requests);
        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => observed.GetPublicAccessAsync(ApiFixture.Bucket, Cancellation))).Code);
    }

    private static R2BucketNotification Rule() => new() { BucketName = ApiFixture.Bucket, QueueId = "q1", Actions = ["PutObject"] };

    private static R2ApiClient Client(StubTransport transport, R2Jurisdiction jurisdiction = R2Jurisdiction.Default, TimeProvider? time = null) => new(new R2ApiClientOptions
    {
        Token = new R2ApiToken(Token),
        AccountId = Account,
        Jurisdiction = jurisdiction,
        Transport = transport,
        TimeProvider = time ?? TimeProvider.System,
        Timeout = TimeSpan.FromHours(1),
        Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMinutes(5) },
    });

    private static StubTransport Json(string document, HttpStatusCode status = HttpStatusCode.OK) => new(_ => Answer(document, status));

    private static HttpResponseMessage Answer(string document, HttpStatusCode status) => new(status) { Content = new StringContent(document, Encoding.UTF8, "application/json") };
}
