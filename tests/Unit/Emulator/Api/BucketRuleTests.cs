using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class BucketRuleTests : IDisposable
{
    private readonly EmulatorApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Cors_IsTheSameAsThatOfS3()
    {
        const string Rules = """{"rules":[{"allowed":{"origins":["https://a.test"],"methods":["GET","PUT"],"headers":["x-a"]},"id":"one","exposeHeaders":["ETag"],"maxAgeSeconds":60}]}""";
        EmulatorAnswer none = await _api.GetAsync(_api.Bucket("bucket/cors"));
        Assert.Equal((404, 10059), (none.Status, none.Code));
        Assert.Equal("{}", (await _api.SendAsync("PUT", _api.Bucket("bucket/cors"), Rules)).Result.ToJsonString());
        Assert.Equal("https://a.test", (await _api.S3.GetAsync("/bucket?cors")).Element("AllowedOrigin"));
        Assert.Equal(Rules, (await _api.GetAsync(_api.Bucket("bucket/cors"))).Result.ToJsonString());

        await _api.SendAsync("DELETE", _api.Bucket("bucket/cors"));
        Assert.Equal("NoSuchCORSConfiguration", (await _api.S3.GetAsync("/bucket?cors")).Code);
        EmulatorAnswer wrong = await _api.SendAsync("PUT", _api.Bucket("bucket/cors"), """{"rules":[{"allowed":{"origins":["*"],"methods":["PATCH"]}}]}""");
        Assert.Equal("/rules/0/allowed/methods/0", wrong.Place);
    }

    [Fact]
    public async Task Lifecycle_IsTheSameAsThatOfS3()
    {
        const string Rules = """{"rules":[{"id":"old","enabled":true,"conditions":{"prefix":"logs/"},"deleteObjectsTransition":{"condition":{"type":"Age","maxAge":172800}},"abortMultipartUploadsTransition":{"condition":{"type":"Age","maxAge":86400}},"storageClassTransitions":[{"condition":{"type":"Date","date":"2027-01-01T00:00:00.000Z"},"storageClass":"InfrequentAccess"}]}]}""";
        EmulatorAnswer first = await _api.GetAsync(_api.Bucket("bucket/lifecycle"));
        Assert.Equal("Default Multipart Abort Rule", first.Result["rules"]![0]!["id"]!.GetValue<string>());
        Assert.Equal(200, (await _api.SendAsync("PUT", _api.Bucket("bucket/lifecycle"), Rules)).Status);
        EmulatorReply s3 = await _api.S3.GetAsync("/bucket?lifecycle");
        Assert.Equal(("2", "1", "STANDARD_IA", "logs/"), (s3.Element("Days"), s3.Element("DaysAfterInitiation"), s3.Element("StorageClass"), s3.Element("Prefix")));
        Assert.Equal(Rules, (await _api.GetAsync(_api.Bucket("bucket/lifecycle"))).Result.ToJsonString());

        await _api.S3.SendAsync("DELETE", "/bucket?lifecycle", (byte[]?)null);
        Assert.Equal("""{"rules":[]}""", (await _api.GetAsync(_api.Bucket("bucket/lifecycle"))).Result.ToJsonString());
        EmulatorAnswer wrong = await _api.SendAsync("PUT", _api.Bucket("bucket/lifecycle"), """{"rules":[{"id":"a","enabled":true}]}""");
        Assert.Equal("/rules/0/conditions", wrong.Place);
    }

    [Fact]
    public async Task Notifications_AddedListedAndRemovedById()
    {
        string queue = Events("bucket") + "/queues/q1";
        Assert.Equal((404, 11015), Both(await _api.GetAsync(Events("bucket"))));
        Assert.Equal((404, 11015), Both(await _api.GetAsync(queue)));
        await PutAsync(queue, """{"actions":["PutObject","CopyObject"],"prefix":"img/","suffix":".png","description":"pictures"}""");
        await PutAsync(queue, """{"actions":["DeleteObject"]}""");
        EmulatorAnswer list = await _api.GetAsync(Events("bucket"));
        Assert.Equal(("bucket", "q1"), (list.Text("bucketName"), list.Result["queues"]![0]!["queueId"]!.GetValue<string>()));
        EmulatorAnswer kept = await _api.GetAsync(queue);
        Assert.Equal(["pictures", null], kept.Result["rules"]!.AsArray().Select(rule => rule!["description"]?.GetValue<string>()));

        string id = kept.Result["rules"]![0]!["ruleId"]!.GetValue<string>();
        Assert.Equal(200, (await _api.SendAsync("DELETE", queue, $$"""{"ruleIds":["{{id}}"]}""")).Status);
        Assert.Equal(404, (await _api.SendAsync("DELETE", queue, $$"""{"ruleIds":["{{id}}"]}""")).Status);
        Assert.Single((await _api.GetAsync(queue)).Result["rules"]!.AsArray());
        Assert.Equal(200, (await _api.SendAsync("DELETE", queue)).Status);
        Assert.Equal(404, (await _api.GetAsync(queue)).Status);
    }

    [Theory]
    [InlineData("""{"actions":["PutObject"],"prefix":"img/2026/"}""", 409)]
    [InlineData("""{"actions":["PutObject"],"suffix":".png"}""", 409)]
    [InlineData("""{"actions":["PutObject"],"prefix":"img/","suffix":".jpg"}""", 200)]
    [InlineData("""{"actions":["PutObject"],"prefix":"doc/"}""", 200)]
    [InlineData("""{"actions":["DeleteObject"]}""", 200)]
    [InlineData("""{"actions":["Put"]}""", 400)]
    [InlineData("""{"actions":[]}""", 400)]
    public async Task Notification_OverlappingAnother_IsRefused(string rule, int status)
    {
        await PutAsync(Events("bucket") + "/queues/q1", """{"actions":["PutObject","CopyObject"],"prefix":"img/","suffix":"a.png"}""");
        Assert.Equal(status, (await PutAsync(Events("bucket") + "/queues/q2", rule)).Status);
        Assert.Equal(200, (await PutAsync(Events("other") + "/queues/q1", """{"actions":["PutObject"]}""")).Status);
    }

    [Fact]
    public async Task Notifications_MoreThanAHundred_AreRefused()
    {
        string rules = string.Join(',', Enumerable.Range(0, 100).Select(number => $$"""{"actions":["PutObject"],"prefix":"{{number:D3}}"}"""));
        Assert.Equal(200, (await PutAsync(Events("bucket") + "/queues/q1", rules)).Status);
        Assert.Equal(400, (await PutAsync(Events("bucket") + "/queues/q2", """{"actions":["DeleteObject"]}""")).Status);
    }

    [Fact]
    public async Task Queues_OfTheOptions_AreListedAndRequired()
    {
        Dictionary<string, string> queues = new Dictionary<string, string> { ["q1"] = "first", ["q2"] = "second" };
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], Api = new EmulatorApiOptions { Queues = queues } });
        EmulatorAnswer page = await api.GetAsync(api.Account("queues?per_page=1&page=2"));
        Assert.Equal("second", Assert.Single(page.Result.AsArray())!["queue_name"]!.GetValue<string>());
        Assert.Equal(2, page.Envelope["result_info"]!["total_count"]!.GetValue<int>());
        string events = api.Account("event_notifications/r2/bucket/configuration/queues/");
        Assert.Equal(404, (await api.SendAsync("PUT", events + "none", """{"rules":[{"actions":["PutObject"]}]}""")).Status);
        await api.SendAsync("PUT", events + "q2", """{"rules":[{"actions":["PutObject"]}]}""");
        Assert.Equal("second", (await api.GetAsync(events + "q2")).Text("queueName"));
    }

    private static (int Status, int? Code) Both(EmulatorAnswer answer) => (answer.Status, answer.Code);

    private string Events(string bucket) => _api.Account($"event_notifications/r2/{bucket}/configuration");

    private Task<EmulatorAnswer> PutAsync(string queue, string rules) => _api.SendAsync("PUT", queue, $$"""{"rules":[{{rules}}]}""");
}
