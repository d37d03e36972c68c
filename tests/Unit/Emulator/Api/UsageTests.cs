using System.Globalization;
using System.Text.Json.Nodes;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class UsageTests : IDisposable
{
    private readonly EmulatorApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Metrics_CountObjectsByClass_AndUploads()
    {
        await _api.S3.PutAsync("/bucket/a", "four");
        await _api.S3.PutAsync("/other/b", "seven..", ("x-amz-storage-class", "STANDARD_IA"), ("x-amz-meta-k", "vv"));
        string upload = await _api.S3.CreateUploadAsync("/bucket/c");
        await _api.S3.UploadPartAsync("/bucket/c", upload, 1, new byte[10]);

        EmulatorAnswer metrics = await _api.GetAsync(_api.Account("r2/metrics"));
        Assert.Equal((1, 4), Of(metrics, "standard", "published"));
        Assert.Equal((1, 10), Of(metrics, "standard", "uploaded"));
        Assert.Equal((1, 7), Of(metrics, "infrequentAccess", "published"));
        Assert.Equal((0, 0), Of(metrics, "infrequentAccess", "uploaded"));
    }

    [Fact]
    public async Task Analytics_GroupWhatTheBucketsHoldAndWhatWasAsked()
    {
        await _api.SendAsync("POST", _api.Account("r2/buckets"), """{"name":"inside"}""", ("cf-r2-jurisdiction", "eu"));
        await _api.S3.PutAsync("/inside/a", "four");
        await _api.S3.GetAsync("/inside/a");
        await _api.S3.GetAsync("/inside/a");
        await _api.S3.GetAsync("/inside/none");
        const string Query = """
            query($account:string!,$from:Time!){viewer{accounts(filter:{accountTag:$account}){
            r2StorageAdaptiveGroups(limit:10,filter:{datetime_geq:$from}){max{objectCount,payloadSize},dimensions{bucketName}}
            r2OperationsAdaptiveGroups(limit:10,filter:{datetime_geq:$from}){sum{requests},dimensions{bucketName,actionType,actionStatus}}}}}
            """;
        JsonNode account = (await QueryAsync(Query, _api.Server.AccountId, _api.S3.Clock.Now))["data"]!["viewer"]!["accounts"]![0]!;
        JsonNode inside = account["r2StorageAdaptiveGroups"]!.AsArray().Single(group => group!["dimensions"]!["bucketName"]!.GetValue<string>() == "eu_inside")!;
        Assert.Equal((1, 4), (inside["max"]!["objectCount"]!.GetValue<int>(), inside["max"]!["payloadSize"]!.GetValue<int>()));
        Assert.Equal(
            ["eu_inside PutObject success 1", "eu_inside GetObject success 2", "eu_inside GetObject userError 1"],
            account["r2OperationsAdaptiveGroups"]!.AsArray().Select(group => $"{group!["dimensions"]!["bucketName"]} {group["dimensions"]!["actionType"]} {group["dimensions"]!["actionStatus"]} {group["sum"]!["requests"]}"));

        JsonNode later = (await QueryAsync(Query, _api.Server.AccountId, _api.S3.Clock.Now.AddDays(1)))["data"]!["viewer"]!["accounts"]![0]!;
        Assert.Empty(later["r2OperationsAdaptiveGroups"]!.AsArray());
        JsonNode foreign = await QueryAsync(Query, "other", _api.S3.Clock.Now);
        Assert.Null(foreign["data"]);
        Assert.Equal("not authorized for that account", foreign["errors"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task TemporaryCredentials_OpenS3AsFarAsTheyReach()
    {
        EmulatorAnswer made = await _api.SendAsync("POST", _api.Account("r2/temp-access-credentials"), Request("object-read-only", 900, """, "prefixes":["in/"]"""));
        Assert.Equal(200, made.Status);
        await _api.S3.PutAsync("/bucket/in/a", "x");
        await _api.S3.PutAsync("/bucket/out", "x");
        _api.S3.Signer.SecretAccessKey = made.Text("secretAccessKey")!;
        (string, string?) token = ("x-amz-security-token", made.Text("sessionToken"));
        Assert.Equal(200, (await _api.S3.GetAsync("/bucket/in/a", token)).Status);
        Assert.Equal(403, (await _api.S3.GetAsync("/bucket/out", token)).Status);
        Assert.Equal(403, (await _api.S3.PutAsync("/bucket/in/a", "y", token)).Status);
        _api.S3.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.Equal("ExpiredToken", (await _api.S3.GetAsync("/bucket/in/a", token)).Code);
    }

    [Theory]
    [InlineData("object-read-only", 604_801, "/ttlSeconds")]
    [InlineData("object-read-only", 0, "/ttlSeconds")]
    [InlineData("read", 900, "/permission")]
    public async Task TemporaryCredentials_Invalid_AreRefused(string permission, int seconds, string place)
    {
        EmulatorAnswer refused = await _api.SendAsync("POST", _api.Account("r2/temp-access-credentials"), Request(permission, seconds));
        Assert.Equal((400, place), (refused.Status, refused.Place));
    }

    [Fact]
    public async Task Faults_HappenToTheApi_InItsEnvelope()
    {
        _api.Server.Faults.Add(Fault.Status(429, "TooManyRequests", TimeSpan.FromSeconds(3)) with { Operation = "r2-get-bucket", Times = 1 });
        EmulatorAnswer refused = await _api.GetAsync(_api.Bucket("bucket"));
        Assert.Equal((429, 10058, "3"), (refused.Status, refused.Code, refused.Reply["Retry-After"]));
        Assert.False(refused.Envelope["success"]!.GetValue<bool>());
        Assert.Equal(200, (await _api.GetAsync(_api.Bucket("bucket"))).Status);

        _api.Server.Faults.Add(Fault.ErrorIn200("10042") with { Operation = "r2-list-buckets" });
        EmulatorAnswer within = await _api.GetAsync(_api.Account("r2/buckets"));
        Assert.Equal((200, 10042), (within.Status, within.Code));
        _api.Server.Faults.Add(Fault.DropReply() with { Operation = "r2-create-bucket" });
        await Assert.ThrowsAsync<HttpRequestException>(() => _api.SendAsync("POST", _api.Account("r2/buckets"), """{"name":"made"}"""));
        Assert.Equal(200, (await _api.GetAsync(_api.Bucket("made"))).Status);
    }

    [Fact]
    public async Task Log_NamesTheOperationAndTheBucket()
    {
        await _api.GetAsync(_api.Bucket("none"));
        RequestLogEntry entry = _api.Server.Requests.Last();
        Assert.Equal(("r2-get-bucket", "none", 404, "10006"), (entry.Operation, entry.Bucket, entry.Status, entry.ErrorCode));
    }

    private static (int Objects, int Bytes) Of(EmulatorAnswer metrics, string storageClass, string state) =>
        (metrics.Result[storageClass]![state]!["objects"]!.GetValue<int>(), metrics.Result[storageClass]![state]!["payloadSize"]!.GetValue<int>());

    private async Task<JsonNode> QueryAsync(string query, string account, DateTimeOffset from)
    {
        JsonObject variables = new JsonObject { ["account"] = account, ["from"] = from.ToString("O", CultureInfo.InvariantCulture) };
        return (await _api.SendAsync("POST", "/graphql", new JsonObject { ["query"] = query, ["variables"] = variables }.ToJsonString())).Envelope;
    }

    private string Request(string permission, int seconds, string more = "") =>
        $$"""{"bucket":"bucket","parentAccessKeyId":"{{_api.Server.AccessKeyId}}","permission":"{{permission}}","ttlSeconds":{{seconds}}{{more}}}""";
}
