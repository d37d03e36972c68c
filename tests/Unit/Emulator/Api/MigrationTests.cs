using System.Text.Json.Nodes;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class MigrationTests : IDisposable
{
    private readonly EmulatorApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Migration_CopiesAndTellsItsProgress()
    {
        await FillAsync("a", "b", "in/c", "in/d");
        await _api.S3.PutAsync("/other/in/d", "old");
        EmulatorAnswer created = await CreateAsync(Source("bucket", ("pathPrefix", "in/")), Target("other"), overwrite: false);
        Assert.Equal(201, created.Status);
        string job = _api.Account($"slurper/jobs/{created.Text("id")}");

        Assert.Equal("running 2 1 0 0", await ProgressAsync(job));
        Assert.Equal("completed 2 1 1 0", await ProgressAsync(job));
        Assert.Equal("new", (await _api.S3.GetAsync("/other/in/c")).Text);
        Assert.Equal("old", (await _api.S3.GetAsync("/other/in/d")).Text);
        Assert.Equal("NoSuchKey", (await _api.S3.GetAsync("/other/a")).Code);
        EmulatorAnswer details = await _api.GetAsync(job);
        Assert.Equal(("completed", "in/"), (details.Text("status"), details.Result["source"]!["pathPrefix"]!.GetValue<string>()));
        Assert.DoesNotContain(_api.Server.SecretAccessKey, details.Reply.Text, StringComparison.Ordinal);
        Assert.Equal(["migrationStart", "migrationComplete"], await LogsAsync(job));
        Assert.Equal(200, (await _api.SendAsync("DELETE", job)).Status);
        Assert.Equal(404, (await _api.GetAsync(job)).Status);
    }

    [Fact]
    public async Task Migration_PausedResumedAborted()
    {
        await FillAsync("a", "b");
        string job = _api.Account($"slurper/jobs/{(await CreateAsync(Source("bucket"), Target("other"))).Text("id")}");
        Assert.Equal(409, (await _api.SendAsync("PUT", job + "/resume")).Status);
        Assert.Equal(200, (await _api.SendAsync("PUT", job + "/pause")).Status);
        Assert.Equal(409, (await _api.SendAsync("PUT", job + "/pause")).Status);
        Assert.Equal("paused 2 0 0 0", await ProgressAsync(job));
        Assert.Equal(409, (await _api.SendAsync("DELETE", job)).Status);
        Assert.Equal(200, (await _api.SendAsync("PUT", job + "/resume")).Status);
        Assert.Equal("running 2 1 0 0", await ProgressAsync(job));
        Assert.Equal(200, (await _api.SendAsync("PUT", job + "/abort")).Status);
        Assert.Equal("aborted 2 1 0 0", await ProgressAsync(job));
        Assert.Equal(409, (await _api.SendAsync("PUT", job + "/abort")).Status);
        Assert.Equal(["migrationStart", "migrationPause", "migrationResume", "migrationAbort"], await LogsAsync(job));
    }

    [Fact]
    public async Task Migration_OfNamedKeys_LockedTarget_CountsAsFailed()
    {
        await FillAsync("a", "b", "c");
        await _api.S3.PutAsync("/other/a", "old");
        await _api.SendAsync("PUT", _api.Bucket("other/lock"), """{"rules":[{"id":"l","enabled":true,"condition":{"type":"Indefinite"}}]}""");
        JsonObject source = Source("bucket");
        source["keys"] = new JsonArray("a", "b");
        string job = _api.Account($"slurper/jobs/{(await CreateAsync(source, Target("other"))).Text("id")}");
        await ProgressAsync(job);
        Assert.Equal("completed 2 1 0 1", await ProgressAsync(job));
        Assert.Equal(["migrationStart", "importErrorRetryExhaustion", "migrationComplete"], await LogsAsync(job));
    }

    [Fact]
    public async Task FourthMigration_IsRefused_AndAbortAllEndsThem()
    {
        for (int number = 0; number < 3; number++)
        {
            Assert.Equal(201, (await CreateAsync(Source("bucket"), Target("other"))).Status);
        }

        Assert.Equal(409, (await CreateAsync(Source("bucket"), Target("other"))).Status);
        Assert.Equal(200, (await _api.SendAsync("PUT", _api.Account("slurper/jobs/abortAll"))).Status);
        EmulatorAnswer list = await _api.GetAsync(_api.Account("slurper/jobs?limit=2&offset=1"));
        Assert.Equal(["aborted", "aborted"], list.Result.AsArray().Select(job => job!["status"]!.GetValue<string>()));
        Assert.Equal(201, (await CreateAsync(Source("bucket"), Target("other"))).Status);
    }

    [Fact]
    public async Task Precheck_SaysWhetherTheKeysOpenTheBucket()
    {
        Assert.Equal("success", await CheckAsync("source", Source("bucket")));
        Assert.Equal("success", await CheckAsync("target", Target("other")));
        Assert.Equal("error", await CheckAsync("source", Source("missing")));
        JsonObject wrong = Target("other");
        wrong["secret"]!["secretAccessKey"] = "wrong";
        Assert.Equal("error", await CheckAsync("target", wrong));
        EmulatorAnswer refused = await CreateAsync(Source("bucket"), wrong);
        Assert.Equal((400, "/target"), (refused.Status, refused.Place));
        EmulatorAnswer itself = await CreateAsync(Source("bucket"), Target("bucket"));
        Assert.Equal((400, "/target"), (itself.Status, itself.Place));
        EmulatorAnswer unknown = await CreateAsync(new JsonObject { ["vendor"] = "azure" }, Target("other"));
        Assert.Equal("/source/vendor", unknown.Place);
    }

    private JsonObject Source(string bucket, params (string Name, string Value)[] more)
    {
        JsonObject source = Target(bucket);
        foreach ((string name, string value) in more)
        {
            source[name] = value;
        }

        return source;
    }

    private JsonObject Target(string bucket) => new()
    {
        ["vendor"] = "r2",
        ["bucket"] = bucket,
        ["secret"] = new JsonObject { ["accessKeyId"] = _api.Server.AccessKeyId, ["secretAccessKey"] = _api.Server.SecretAccessKey },
    };

    private Task<EmulatorAnswer> CreateAsync(JsonObject source, JsonObject target, bool overwrite = true) =>
        _api.SendAsync("POST", _api.Account("slurper/jobs"), new JsonObject { ["overwrite"] = overwrite, ["source"] = source, ["target"] = target }.ToJsonString());

    private async Task<string?> CheckAsync(string end, JsonObject body) =>
        (await _api.SendAsync("PUT", _api.Account($"slurper/{end}/connectivity-precheck"), body.ToJsonString())).Text("connectivityStatus");

    private async Task<string> ProgressAsync(string job)
    {
        JsonNode result = (await _api.GetAsync(job + "/progress")).Result;
        return $"{result["status"]} {result["objects"]} {result["transferredObjects"]} {result["skippedObjects"]} {result["failedObjects"]}";
    }

    private async Task<List<string>> LogsAsync(string job) =>
        [.. (await _api.GetAsync(job + "/logs")).Result.AsArray().Select(log => log!["logType"]!.GetValue<string>())];

    private async Task FillAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await _api.S3.PutAsync($"/bucket/{key}", "new");
        }
    }
}
