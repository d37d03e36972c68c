using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class DomainTests
{
    private const string Files = """{"domain":"files.example.com","zoneId":"zone","enabled":true,"minTLS":"1.2"}""";

    [Fact]
    public async Task Domain_BecomesActiveAfterSoManyReads()
    {
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], Api = new EmulatorApiOptions { ReadsUntilActive = 3 } });
        EmulatorAnswer added = await api.SendAsync("POST", api.Bucket("bucket/domains/custom"), Files);
        Assert.Equal((200, "files.example.com", "zone", "1.2"), (added.Status, added.Text("domain"), added.Text("zoneId"), added.Text("minTLS")));
        Assert.Null(added.Result["status"]);

        List<string> seen = [];
        for (int read = 0; read < 4; read++)
        {
            EmulatorAnswer answer = await api.GetAsync(api.Bucket("bucket/domains/custom/files.example.com"));
            Assert.Equal("example.com", answer.Text("zoneName"));
            seen.Add($"{answer.Result["status"]!["ownership"]} {answer.Result["status"]!["ssl"]}");
        }

        Assert.Equal(["pending initializing", "pending pending", "active active", "active active"], seen);
    }

    [Fact]
    public async Task Domain_IsEditedListedAndDeleted()
    {
        using EmulatorApi api = new EmulatorApi();
        await api.SendAsync("POST", api.Bucket("bucket/domains/custom"), Files);
        EmulatorAnswer edited = await api.SendAsync("PUT", api.Bucket("bucket/domains/custom/FILES.example.com"), """{"enabled":false,"ciphers":["ECDHE-RSA-AES128-GCM-SHA256"]}""");
        Assert.Equal("1.2", edited.Text("minTLS"));
        EmulatorAnswer list = await api.GetAsync(api.Bucket("bucket/domains/custom"));
        Assert.Equal("deactivated", Assert.Single(list.Result["domains"]!.AsArray())!["status"]!["ownership"]!.GetValue<string>());
        Assert.Equal("files.example.com", (await api.SendAsync("DELETE", api.Bucket("bucket/domains/custom/files.example.com"))).Text("domain"));
        Assert.Equal(404, (await api.GetAsync(api.Bucket("bucket/domains/custom/files.example.com"))).Status);
    }

    [Fact]
    public async Task Domain_OfAnotherBucketOrAnotherZone_IsRefused()
    {
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions
        {
            Buckets = ["bucket", "other"],
            Api = new EmulatorApiOptions { Zones = new Dictionary<string, string> { ["zone"] = "example.com" } },
        });
        await api.SendAsync("POST", api.Bucket("bucket/domains/custom"), Files);
        EmulatorAnswer twice = await api.SendAsync("POST", api.Bucket("other/domains/custom"), Files);
        Assert.Equal((409, 10063), (twice.Status, twice.Code));
        EmulatorAnswer foreign = await api.SendAsync("POST", api.Bucket("bucket/domains/custom"), """{"domain":"a.example.org","zoneId":"zone","enabled":true}""");
        Assert.Equal((400, "/zoneId"), (foreign.Status, foreign.Place));
        EmulatorAnswer unknown = await api.SendAsync("POST", api.Bucket("bucket/domains/custom"), """{"domain":"a.example.com","zoneId":"none","enabled":true}""");
        Assert.Equal((400, "/zoneId"), (unknown.Status, unknown.Place));
    }

    [Fact]
    public async Task Zones_AreFoundByName()
    {
        using EmulatorApi api = new EmulatorApi();
        EmulatorAnswer found = await api.GetAsync("/zones?name=example.com");
        Assert.Equal("example.com", Assert.Single(found.Result.AsArray())!["name"]!.GetValue<string>());
        Assert.Empty((await api.GetAsync("/zones?name=files.example.com")).Result.AsArray());
        Assert.Empty((await api.GetAsync("/zones?name=example.com&account.id=other")).Result.AsArray());
    }
}
