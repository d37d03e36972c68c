using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class BucketTests : IDisposable
{
    private const string CorsDocument =
        "<CORSConfiguration><CORSRule><AllowedOrigin>https://app.test</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod><AllowedHeader>content-type</AllowedHeader><AllowedHeader>x-amz-*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>600</MaxAgeSeconds></CORSRule></CORSConfiguration>";

    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Bucket_Lifetime_GoesThroughItsStates()
    {
        Assert.Equal(404, (await _client.SendAsync("HEAD", "/fresh", (byte[]?)null)).Status);
        EmulatorReply create = await _client.SendAsync("PUT", "/fresh", "<CreateBucketConfiguration><LocationConstraint>weur</LocationConstraint></CreateBucketConfiguration>");
        Assert.Equal((200, "/fresh"), (create.Status, create["Location"]));
        EmulatorReply again = await _client.SendAsync("PUT", "/fresh", (byte[]?)null);
        Assert.Equal((409, "BucketConflict"), (again.Status, again.Code));
        Assert.Equal("WEUR", (await _client.GetAsync("/fresh?location")).Element("LocationConstraint"));
        await _client.PutAsync("/fresh/key", "x");
        EmulatorReply full = await _client.SendAsync("DELETE", "/fresh", (byte[]?)null);
        Assert.Equal((409, "BucketNotEmpty"), (full.Status, full.Code));
        await _client.SendAsync("DELETE", "/fresh/key", (byte[]?)null);
        Assert.Equal(204, (await _client.SendAsync("DELETE", "/fresh", (byte[]?)null)).Status);
        Assert.Equal("NoSuchBucket", (await _client.GetAsync("/fresh")).Code);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("-lead")]
    [InlineData("trail-")]
    [InlineData("un_der")]
    public async Task Create_BadName_Returns400(string name) =>
        Assert.Equal("InvalidBucketName", (await _client.SendAsync("PUT", "/" + name, (byte[]?)null)).Code);

    [Fact]
    public async Task ListBuckets_ByHeaders_Pages()
    {
        Assert.Equal(["bucket", "other"], (await _client.GetAsync("/")).Elements("Name"));
        EmulatorReply page = await _client.GetAsync("/", ("cf-max-keys", "1"));
        Assert.Equal(["bucket"], page.Elements("Name"));
        Assert.Equal(("true", "bucket"), (page["cf-is-truncated"], page["cf-next-continuation-token"]));
        Assert.Equal(["other"], (await _client.GetAsync("/?continuation-token=bucket")).Elements("Name"));
        Assert.Equal("ListBuckets search parameter foobar not implemented", (await _client.GetAsync("/?foobar=1")).Element("Message"));
    }

    [Theory]
    [InlineData("GET", "/bucket?policy", 501, "GetBucketPolicy not implemented")]
    [InlineData("GET", "/bucket?policyStatus", 501, "GetGetBucketPolicyStatus not implemented")]
    [InlineData("GET", "/bucket?acl", 501, "GetBucketAcl not implemented")]
    [InlineData("PUT", "/bucket?junk&tagging", 501, "PutBucketTagging not implemented")]
    [InlineData("DELETE", "/bucket?versioning&junk", 400, "Unsupported search param(s) \"versioning\", \"junk\" on a DELETE bucket route")]
    [InlineData("GET", "/bucket?location&foobar=1", 400, "Search param foobar is unsupported for bucket location")]
    [InlineData("GET", "/bucket?tagging", 404, "The TagSet does not exist.")]
    [InlineData("GET", "/bucket?object-lock", 404, "Object Lock configuration does not exist for this bucket.")]
    [InlineData("GET", "/bucket/key?tagging", 501, "GetObjectTagging not implemented")]
    [InlineData("PUT", "/bucket/key?acl", 501, "PutObjectAcl not implemented")]
    [InlineData("PATCH", "/bucket/key", 404, "No route matches this url.")]
    [InlineData("POST", "/", 404, "No route matches this url.")]
    [InlineData("GET", "/bucket?lifecycle&x", 200, null)]
    [InlineData("GET", "/bucket?versioning", 200, null)]
    [InlineData("POST", "/bucket", 200, null)]
    public async Task Subresource_KnownOrNot_AnswersAsR2(string method, string target, int status, string? message)
    {
        EmulatorReply reply = await _client.SendAsync(method, target, (byte[]?)null);
        Assert.Equal((status, message), (reply.Status, status < 400 ? null : reply.Element("Message")));
    }

    [Fact]
    public async Task Post_UnsignedForm_Returns501()
    {
        EmulatorReply reply = await _client.SendRawAsync("POST", "/bucket", [], []);
        Assert.Equal((501, "Presigned post requests are not yet implemented not implemented"), (reply.Status, reply.Element("Message")));
    }

    [Theory]
    [InlineData("<Rule><ID>a</ID><Status>Enabled</Status><Expiration><Date>20200101</Date></Expiration></Rule>", "MalformedXML")]
    [InlineData("<Rule><ID>a</ID><Status>Enabled</Status><Expiration><Date>soon</Date></Expiration></Rule>", "MalformedXML")]
    [InlineData("<Rule><ID>a</ID><Status>Enabled</Status><Expiration><Date>2027-01-01</Date></Expiration></Rule>", null)]
    [InlineData("<Rule><ID>a</ID><Status>Enabled</Status><Expiration><Date>2027-01-01T00:00:00Z</Date></Expiration></Rule>", null)]
    [InlineData("<Rule><ID>a</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule><Rule><ID>a</ID><Status>Enabled</Status><Expiration><Days>2</Days></Expiration></Rule>", "InvalidArgument")]
    public async Task PutLifecycle_DatesAndIds_AreCheckedAsDocumented(string rules, string? code) =>
        Assert.Equal(code, (await _client.SendAsync("PUT", "/bucket?lifecycle", $"<LifecycleConfiguration>{rules}</LifecycleConfiguration>")).Code);

    [Theory]
    [InlineData(255, null)]
    [InlineData(256, "InvalidArgument")]
    public async Task PutLifecycle_LengthOfAnId_IsChecked(int length, string? code) => Assert.Equal(code, (await _client.SendAsync(
        "PUT", "/bucket?lifecycle", $"<LifecycleConfiguration><Rule><ID>{new string('i', length)}</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>")).Code);

    [Fact]
    public async Task PutLifecycle_RulesWithoutIds_GetOneEach()
    {
        const string Rule = "<Rule><Status>Enabled</Status><Filter><Prefix/></Filter><Expiration><Days>1</Days></Expiration></Rule>";
        await _client.SendAsync("PUT", "/bucket?lifecycle", $"<LifecycleConfiguration>{Rule}{Rule}</LifecycleConfiguration>");

        string text = (await _client.GetAsync("/bucket?lifecycle")).Text;
        string[] ids = [.. text.Split("<ID>")[1..].Select(static rest => rest[..rest.IndexOf('<', StringComparison.Ordinal)])];

        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, Assert.NotEmpty);
    }

    [Fact]
    public async Task Lifecycle_PutGetDelete_KeepsTheRules()
    {
        Assert.Contains("Default Multipart Abort Rule", (await _client.GetAsync("/bucket?lifecycle")).Text, StringComparison.Ordinal);
        string rule = "<LifecycleConfiguration><Rule><ID>a</ID><Filter><Prefix>x/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";
        Assert.Equal(200, (await _client.SendAsync("PUT", "/bucket?lifecycle", rule)).Status);
        EmulatorReply get = await _client.GetAsync("/bucket?lifecycle");
        Assert.Equal(("a", "x/", "1"), (get.Element("ID"), get.Element("Prefix"), get.Element("Days")));
        Assert.Equal("MalformedXML", (await _client.SendAsync("PUT", "/bucket?lifecycle", "<LifecycleConfiguration/>")).Code);
        Assert.Equal(204, (await _client.SendAsync("DELETE", "/bucket?lifecycle", (byte[]?)null)).Status);
        Assert.Equal("NoSuchLifecycleConfiguration", (await _client.GetAsync("/bucket?lifecycle")).Code);
    }

    [Fact]
    public async Task Cors_Preflight_FollowsTheRules()
    {
        Assert.Equal("NoSuchCORSConfiguration", (await _client.GetAsync("/bucket?cors")).Code);
        Assert.Equal(403, (await PreflightAsync("https://app.test", "PUT", "content-type")).Status);
        Assert.Equal(200, (await _client.SendAsync("PUT", "/bucket?cors", CorsDocument)).Status);
        Assert.Equal("600", (await _client.GetAsync("/bucket?cors")).Element("MaxAgeSeconds"));
        EmulatorReply allowed = await PreflightAsync("https://app.test", "PUT", "content-type, x-amz-date");
        Assert.Equal((204, "https://app.test", "PUT, GET", "600"), (allowed.Status, allowed["Access-Control-Allow-Origin"], allowed["Access-Control-Allow-Methods"], allowed["Access-Control-Max-Age"]));
        Assert.Equal("content-type, x-amz-date", allowed["Access-Control-Allow-Headers"]);
        Assert.Equal(403, (await PreflightAsync("https://evil.test", "PUT", "content-type")).Status);
        Assert.Equal(403, (await PreflightAsync("https://app.test", "DELETE", "content-type")).Status);
        Assert.Equal(403, (await PreflightAsync("https://app.test", "PUT", "authorization")).Status);
    }

    [Fact]
    public async Task Cors_OriginOnARequest_IsAllowedAndExposed()
    {
        await _client.SendAsync("PUT", "/bucket?cors", CorsDocument);
        EmulatorReply put = await _client.SendRawAsync("PUT", _client.Presign("PUT", "/bucket/key"), [1], [new("Origin", "https://app.test")]);
        EmulatorReply missing = await _client.SendRawAsync("GET", _client.Presign("GET", "/bucket/none"), null, [new("Origin", "https://app.test")]);
        Assert.Equal(("https://app.test", "ETag"), (put["Access-Control-Allow-Origin"], put["Access-Control-Expose-Headers"]));
        Assert.Equal((404, "https://app.test"), (missing.Status, missing["Access-Control-Allow-Origin"]));
        Assert.Null((await _client.GetAsync("/bucket/key"))["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task PathPrefix_WhenSet_StandsBeforeTheBucket()
    {
        using EmulatorClient client = new EmulatorClient(new R2EmulatorOptions { PathPrefix = "/some/path/", Buckets = ["bucket"], TimeProvider = new EmulatorClock() });
        Assert.Equal("/some/path", client.Server.Endpoint.AbsolutePath);
        Assert.Equal(200, (await client.PutAsync("/some/path/bucket/key", "x")).Status);
        Assert.Equal(["bucket"], (await client.GetAsync("/some/path/")).Elements("Name"));
        Assert.Equal("RouteNotFound", (await client.GetAsync("/bucket/key")).Code);
    }

    private Task<EmulatorReply> PreflightAsync(string origin, string method, string headers) => _client.SendRawAsync(
        "OPTIONS",
        "/bucket/key",
        null,
        [new("Origin", origin), new("Access-Control-Request-Method", method), new("Access-Control-Request-Headers", headers)]);
}
