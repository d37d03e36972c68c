using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class BucketApiTests : IDisposable
{
    private readonly EmulatorApi _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task CreatedBucket_IsTheOneOfS3()
    {
        EmulatorAnswer created = await _api.SendAsync("POST", _api.Bucket(string.Empty).TrimEnd('/'), """{"name":"made","locationHint":"weur","storageClass":"InfrequentAccess"}""");
        Assert.Equal((200, "made", "weur", "InfrequentAccess"), (created.Status, created.Text("name"), created.Text("location"), created.Text("storage_class")));
        Assert.Equal("2026-11-22T12:00:00.000Z", created.Text("creation_date"));

        await _api.S3.PutAsync("/made/key", "x");
        Assert.Equal("STANDARD_IA", (await _api.S3.SendAsync("HEAD", "/made/key", (byte[]?)null))["x-amz-storage-class"]);
        Assert.Equal((409, 10008), Both(await _api.SendAsync("DELETE", _api.Bucket("made"))));
        await _api.S3.SendAsync("DELETE", "/made/key", (byte[]?)null);
        Assert.Equal(200, (await _api.SendAsync("DELETE", _api.Bucket("made"))).Status);
        Assert.Equal("NoSuchBucket", (await _api.S3.GetAsync("/made")).Code);
        Assert.Equal((404, 10006), Both(await _api.GetAsync(_api.Bucket("made"))));
    }

    [Theory]
    [InlineData("""{"name":"bucket"}""", 409, 10004, null)]
    [InlineData("""{"name":"-"}""", 400, 10005, null)]
    [InlineData("""{}""", 400, 10040, "/name")]
    [InlineData("""{"name":"made","locationHint":"moon"}""", 400, 10040, "/locationHint")]
    [InlineData("""{"name":"made","storageClass":"STANDARD"}""", 400, 10040, "/storageClass")]
    [InlineData("""{"name":""", 400, 10040, null)]
    [InlineData("""["made"]""", 400, 10040, "")]
    public async Task Create_Invalid_IsRefused(string body, int status, int code, string? place)
    {
        EmulatorAnswer answer = await _api.SendAsync("POST", _api.Account("r2/buckets"), body);
        Assert.Equal((status, code, place), (answer.Status, answer.Code, answer.Place));
    }

    [Fact]
    public async Task List_Pages_FollowTheCursor()
    {
        for (int number = 0; number < 5; number++)
        {
            await _api.SendAsync("POST", _api.Account("r2/buckets"), $$"""{"name":"page-{{number}}"}""");
        }

        List<string> names = [];
        string cursor = string.Empty;
        do
        {
            EmulatorAnswer page = await _api.GetAsync(_api.Account($"r2/buckets?name_contains=page&per_page=2&cursor={Uri.EscapeDataString(cursor)}"));
            names.AddRange(page.Result["buckets"]!.AsArray().Select(bucket => bucket!["name"]!.GetValue<string>()));
            cursor = page.Envelope["result_info"]!["cursor"]?.GetValue<string>() ?? string.Empty;
        }
        while (cursor.Length > 0);

        Assert.Equal(["page-0", "page-1", "page-2", "page-3", "page-4"], names);
        EmulatorAnswer last = await _api.GetAsync(_api.Account("r2/buckets?direction=desc&per_page=1"));
        Assert.Equal("page-4", last.Result["buckets"]![0]!["name"]!.GetValue<string>());
        EmulatorAnswer after = await _api.GetAsync(_api.Account("r2/buckets?start_after=page-3&name_contains=page"));
        Assert.Equal("page-4", Assert.Single(after.Result["buckets"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(400, (await _api.GetAsync(_api.Account("r2/buckets?per_page=0"))).Status);
        Assert.Equal(400, (await _api.GetAsync(_api.Account("r2/buckets?direction=up"))).Status);
        Assert.Equal(400, (await _api.GetAsync(_api.Account("r2/buckets?cursor=!"))).Status);
    }

    [Fact]
    public async Task Patch_StorageClass_IsTheDefaultOfNewObjects()
    {
        EmulatorAnswer patched = await _api.SendAsync("PATCH", _api.Bucket("bucket"), null, ("cf-r2-storage-class", "InfrequentAccess"));
        Assert.Equal("InfrequentAccess", patched.Text("storage_class"));
        await _api.S3.PutAsync("/bucket/key", "x");
        Assert.Equal("STANDARD_IA", (await _api.S3.SendAsync("HEAD", "/bucket/key", (byte[]?)null))["x-amz-storage-class"]);
        Assert.Equal(400, (await _api.SendAsync("PATCH", _api.Bucket("bucket"))).Status);
    }

    [Fact]
    public async Task Jurisdiction_BucketExistsInItsOwnOnly()
    {
        EmulatorAnswer created = await _api.SendAsync("POST", _api.Account("r2/buckets"), """{"name":"inside"}""", ("cf-r2-jurisdiction", "eu"));
        Assert.Equal("eu", created.Text("jurisdiction"));
        Assert.Equal((404, 10006), Both(await _api.GetAsync(_api.Bucket("inside"))));
        Assert.Equal(200, (await _api.GetAsync(_api.Bucket("inside"), ("cf-r2-jurisdiction", "eu"))).Status);
        EmulatorAnswer list = await _api.GetAsync(_api.Account("r2/buckets"), ("cf-r2-jurisdiction", "eu"));
        Assert.Equal("inside", Assert.Single(list.Result["buckets"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(400, (await _api.GetAsync(_api.Bucket("inside"), ("cf-r2-jurisdiction", "mars"))).Status);
        Assert.Equal(200, (await _api.GetAsync(_api.Account("r2/buckets"), ("cf-r2-jurisdiction", "fedramp-high"))).Status);
    }

    [Fact]
    public async Task ManagedDomain_AndLocalUploads_KeepTheirSetting()
    {
        EmulatorAnswer before = await _api.GetAsync(_api.Bucket("bucket/domains/managed"));
        Assert.False(before.Result["enabled"]!.GetValue<bool>());
        EmulatorAnswer after = await _api.SendAsync("PUT", _api.Bucket("bucket/domains/managed"), """{"enabled":true}""");
        Assert.True(after.Result["enabled"]!.GetValue<bool>());
        Assert.Equal($"pub-{after.Text("bucketId")}.r2.dev", after.Text("domain"));
        Assert.Equal(after.Result.ToJsonString(), (await _api.GetAsync(_api.Bucket("bucket/domains/managed"))).Result.ToJsonString());

        await _api.SendAsync("PUT", _api.Bucket("bucket/local-uploads"), """{"enabled":true}""");
        Assert.True((await _api.GetAsync(_api.Bucket("bucket/local-uploads"))).Result["enabled"]!.GetValue<bool>());
        Assert.False((await _api.GetAsync(_api.Bucket("other/local-uploads"))).Result["enabled"]!.GetValue<bool>());
        EmulatorAnswer wrong = await _api.SendAsync("PUT", _api.Bucket("bucket/local-uploads"), """{"enabled":"yes"}""");
        Assert.Equal((10040, "/enabled"), (wrong.Code, wrong.Place));
    }

    [Fact]
    public async Task Sippy_IsKeptWithoutItsSecrets()
    {
        string path = _api.Bucket("bucket/sippy");
        Assert.Equal((404, 10007), Both(await _api.GetAsync(path)));
        const string Body = """{"source":{"provider":"aws","bucket":"old","region":"eu-west-1","accessKeyId":"AKIA","secretAccessKey":"hidden"},"destination":{"provider":"r2","accessKeyId":"key","secretAccessKey":"hidden"}}""";
        Assert.Equal(200, (await _api.SendAsync("PUT", path, Body)).Status);
        EmulatorAnswer kept = await _api.GetAsync(path);
        Assert.Equal(("old", "key"), (kept.Result["source"]!["bucket"]!.GetValue<string>(), kept.Result["destination"]!["accessKeyId"]!.GetValue<string>()));
        Assert.DoesNotContain("hidden", kept.Reply.Text, StringComparison.Ordinal);
        EmulatorAnswer lacking = await _api.SendAsync("PUT", path, Body.Replace("\"region\":\"eu-west-1\",", string.Empty, StringComparison.Ordinal));
        Assert.Equal("/source/region", lacking.Place);
        Assert.False((await _api.SendAsync("DELETE", path)).Result["enabled"]!.GetValue<bool>());
        Assert.Equal(404, (await _api.GetAsync(path)).Status);
    }

    private static (int Status, int? Code) Both(EmulatorAnswer answer) => (answer.Status, answer.Code);
}
