using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class ObjectJobTests : IDisposable
{
    private readonly EmulatorApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task List_PagesAndGroups()
    {
        await FillAsync("a", "b/1", "b/2", "c");
        await _api.S3.PutAsync("/bucket/d", "text", ("content-type", "text/plain"), ("cache-control", "no-store"), ("x-amz-meta-who", "me"));
        EmulatorAnswer first = await _api.GetAsync(_api.Bucket("bucket/objects?per_page=2&delimiter=/"));
        Assert.Equal("a", Assert.Single(first.Result.AsArray())!["key"]!.GetValue<string>());
        Assert.Equal("b/", first.Envelope["result_info"]!["delimited"]![0]!.GetValue<string>());
        Assert.True(first.Envelope["result_info"]!["is_truncated"]!.GetValue<bool>());
        string cursor = Uri.EscapeDataString(first.Envelope["result_info"]!["cursor"]!.GetValue<string>());
        EmulatorAnswer rest = await _api.GetAsync(_api.Bucket($"bucket/objects?delimiter=/&cursor={cursor}"));
        Assert.Equal(["c", "d"], rest.Result.AsArray().Select(entry => entry!["key"]!.GetValue<string>()));
        System.Text.Json.Nodes.JsonNode last = rest.Result[1]!;
        Assert.Equal("""{"contentType":"text/plain","cacheControl":"no-store"} {"who":"me"} 4 "Standard" """.TrimEnd(), $"{last["http_metadata"]!.ToJsonString()} {last["custom_metadata"]!.ToJsonString()} {last["size"]} {last["storage_class"]!.ToJsonString()}");
        Assert.Equal(EmulatorMd5.Hex("text"), last["etag"]!.GetValue<string>());
        Assert.Equal(400, (await _api.GetAsync(_api.Bucket("bucket/objects?cursor=!"))).Status);
    }

    [Fact]
    public async Task DeleteKeys_RemovesThem()
    {
        await FillAsync("a", "b");
        EmulatorAnswer answer = await _api.SendAsync("DELETE", _api.Bucket("bucket/objects"), """["a","missing"]""");
        Assert.Equal("""[{"key":"a"},{"key":"missing"}]""", answer.Result.ToJsonString());
        Assert.Equal(["b"], await KeysAsync());
        Assert.Equal(400, (await _api.SendAsync("DELETE", _api.Bucket("bucket/objects"))).Status);
        Assert.Equal(400, (await _api.SendAsync("DELETE", _api.Bucket("bucket/objects"), "[]")).Status);
    }

    [Fact]
    public async Task EmptyTheBucket_RunsAsAJob_AndSparesWhatCameLater()
    {
        await FillAsync("a", "b", "c", "d");
        EmulatorAnswer job = await _api.SendAsync("DELETE", _api.Bucket("bucket/objects?prefix="));
        Assert.Equal("ENQUEUED", job.Text("status"));
        Assert.True(job.Result["prefixDelete"]!["isBucketClear"]!.GetValue<bool>());
        await FillAsync("e");
        EmulatorAnswer second = await _api.SendAsync("DELETE", _api.Bucket("bucket/objects?prefix="));
        Assert.Equal((429, 10058), (second.Status, second.Code));

        string path = _api.Bucket($"bucket/jobs/{job.Text("id")}");
        EmulatorAnswer half = await _api.GetAsync(path);
        Assert.Equal(("RUNNING", 2, null), (half.Text("status"), half.Result["prefixDelete"]!["deletedObjects"]!.GetValue<int>(), half.Text("endTime")));
        Assert.Equal(["c", "d", "e"], await KeysAsync());
        EmulatorAnswer end = await _api.GetAsync(path);
        Assert.Equal(("COMPLETED", 4), (end.Text("status"), end.Result["prefixDelete"]!["deletedObjects"]!.GetValue<int>()));
        Assert.NotNull(end.Text("endTime"));
        Assert.Equal(["e"], await KeysAsync());
        EmulatorAnswer list = await _api.GetAsync(_api.Bucket("bucket/jobs?status=COMPLETED&jobType=prefixDelete"));
        Assert.Equal(job.Text("id"), Assert.Single(list.Result["jobs"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Empty((await _api.GetAsync(_api.Bucket("bucket/jobs?status=RUNNING"))).Result["jobs"]!.AsArray());
        Assert.Equal(404, (await _api.GetAsync(_api.Bucket("bucket/jobs/none"))).Status);
    }

    [Fact]
    public async Task Prefix_DeletesOnlyBelow_AndMustEndInASlash()
    {
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], Api = new EmulatorApiOptions { ReadsUntilDone = 0 }, TimeProvider = new EmulatorClock() });
        await api.S3.PutAsync("/bucket/a/1", "x");
        await api.S3.PutAsync("/bucket/ab", "x");
        Assert.Equal(400, (await api.SendAsync("DELETE", api.Bucket("bucket/objects?prefix=a"))).Status);
        EmulatorAnswer job = await api.SendAsync("DELETE", api.Bucket("bucket/objects?prefix=a/"));
        Assert.Equal("COMPLETED", job.Text("status"));
        Assert.False(job.Result["prefixDelete"]!["isBucketClear"]!.GetValue<bool>());
        Assert.Equal(["ab"], (await api.S3.GetAsync("/bucket")).Elements("Key"));
    }

    [Fact]
    public async Task EmptyTheBucket_WithEventNotifications_IsRefused()
    {
        await FillAsync("a");
        string queue = _api.Account("event_notifications/r2/bucket/configuration/queues/q");
        await _api.SendAsync("PUT", queue, """{"rules":[{"actions":["DeleteObject"]}]}""");
        EmulatorAnswer refused = await _api.SendAsync("DELETE", _api.Bucket("bucket/objects?prefix="));
        Assert.Equal((409, 10034), (refused.Status, refused.Code));
        await _api.SendAsync("DELETE", queue);
        Assert.Equal(200, (await _api.SendAsync("DELETE", _api.Bucket("bucket/objects?prefix="))).Status);
    }

    private async Task FillAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            Assert.Equal(200, (await _api.S3.PutAsync($"/bucket/{key}", "x")).Status);
        }
    }

    private async Task<IReadOnlyList<string>> KeysAsync() => (await _api.S3.GetAsync("/bucket?list-type=2")).Elements("Key");
}
