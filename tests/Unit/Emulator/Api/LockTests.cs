using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class LockTests : IDisposable
{
    private readonly EmulatorApi _api = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-emulator-").FullName;

    public void Dispose()
    {
        _api.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Rules_AreKeptAsGiven_AndReplaced()
    {
        const string Rules = """{"rules":[{"id":"a","enabled":true,"prefix":"keep/","condition":{"type":"Age","maxAgeSeconds":60}},{"id":"b","enabled":false,"condition":{"type":"Date","date":"2027-01-01T00:00:00.000Z"}},{"id":"c","enabled":true,"prefix":"","condition":{"type":"Indefinite"}}]}""";
        Assert.Equal("""{"rules":[]}""", (await _api.GetAsync(_api.Bucket("bucket/lock"))).Result.ToJsonString());
        Assert.Equal("{}", (await LockAsync(Rules)).Result.ToJsonString());
        Assert.Equal(Rules, (await _api.GetAsync(_api.Bucket("bucket/lock"))).Result.ToJsonString());
        await LockAsync("""{"rules":[]}""");
        Assert.Equal("""{"rules":[]}""", (await _api.GetAsync(_api.Bucket("bucket/lock"))).Result.ToJsonString());
    }

    [Theory]
    [InlineData("""{"id":"a","enabled":true,"condition":{"type":"Age","maxAgeSeconds":-1}}""", "/rules/0/condition/maxAgeSeconds")]
    [InlineData("""{"id":"a","enabled":true,"condition":{"type":"Age"}}""", "/rules/0/condition/maxAgeSeconds")]
    [InlineData("""{"id":"a","enabled":true,"condition":{"type":"Date","date":"soon"}}""", "/rules/0/condition/date")]
    [InlineData("""{"id":"a","enabled":true,"condition":{"type":"Never"}}""", "/rules/0/condition/type")]
    [InlineData("""{"enabled":true,"condition":{"type":"Indefinite"}}""", "/rules/0/id")]
    [InlineData("""{"id":"a","enabled":true,"condition":{"type":"Indefinite"}},{"id":"a","enabled":true,"condition":{"type":"Indefinite"}}""", "/rules")]
    public async Task Rule_Invalid_IsRefusedWithItsPlace(string rule, string place)
    {
        EmulatorAnswer answer = await LockAsync($$"""{"rules":[{{rule}}]}""");
        Assert.Equal((400, 10040, place), (answer.Status, answer.Code, answer.Place));
    }

    [Theory]
    [InlineData("""{"type":"Age","maxAgeSeconds":3600}""", true)]
    [InlineData("""{"type":"Date","date":"2026-11-22T13:00:00Z"}""", true)]
    [InlineData("""{"type":"Indefinite"}""", false)]
    public async Task LockedObject_CannotBeDeletedOrOverwritten_UntilItsTime(string condition, bool ends)
    {
        await _api.S3.PutAsync("/bucket/keep/a", "first");
        await _api.S3.PutAsync("/bucket/free", "first");
        await LockAsync($$"""{"rules":[{"id":"l","enabled":true,"prefix":"keep/","condition":{{condition}}}]}""");

        Assert.Equal((409, "ObjectLockedByBucketPolicy"), Both(await _api.S3.PutAsync("/bucket/keep/a", "second")));
        Assert.Equal((409, "ObjectLockedByBucketPolicy"), Both(await _api.S3.SendAsync("DELETE", "/bucket/keep/a", (byte[]?)null)));
        Assert.Equal((409, "ObjectLockedByBucketPolicy"), Both(await _api.S3.PutAsync("/bucket/keep/a", string.Empty, ("x-amz-copy-source", "/bucket/free"))));
        Assert.Equal((409, "ObjectLockedByBucketPolicy"), Both(await _api.S3.PutAsync("/bucket/keep/a", "second", ("if-none-match", "*"))));
        Assert.Equal("first", (await _api.S3.GetAsync("/bucket/keep/a")).Text);
        Assert.Equal(200, (await _api.S3.PutAsync("/bucket/free", "second")).Status);
        Assert.Equal(200, (await _api.S3.PutAsync("/bucket/keep/b", "new")).Status);
        Assert.Equal((409, 10069), Both(await _api.SendAsync("DELETE", _api.Bucket("bucket/objects"), """["free","keep/a"]""")));
        Assert.Equal((409, 10069), Both(await _api.SendAsync("DELETE", _api.Bucket("bucket/objects?prefix="))));

        _api.S3.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(ends ? 204 : 409, (await _api.S3.SendAsync("DELETE", "/bucket/keep/a", (byte[]?)null)).Status);
    }

    [Fact]
    public async Task DeleteObjects_LockedKeys_AreRefusedSingly()
    {
        await _api.S3.PutAsync("/bucket/keep/a", "x");
        await _api.S3.PutAsync("/bucket/free", "x");
        await LockAsync("""{"rules":[{"id":"l","enabled":true,"prefix":"keep/","condition":{"type":"Indefinite"}}]}""");
        const string Document = "<Delete><Object><Key>keep/a</Key></Object><Object><Key>free</Key></Object></Delete>";
        EmulatorReply reply = await _api.S3.SendAsync("POST", "/bucket?delete", Document, ("content-md5", EmulatorMd5.Base64(Document)));
        Assert.Equal(["free", "keep/a"], reply.Elements("Key"));
        Assert.Equal("ObjectLockedByBucketPolicy", reply.Element("Code"));
        Assert.Equal(200, (await _api.S3.GetAsync("/bucket/keep/a")).Status);
    }

    [Fact]
    public async Task Lock_SurvivesARestartOfTheStore()
    {
        using (EmulatorApi first = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], StorePath = _folder }))
        {
            await first.SendAsync("PUT", first.Bucket("bucket/lock"), """{"rules":[{"id":"l","enabled":true,"condition":{"type":"Indefinite"}}]}""");
            await first.SendAsync("POST", first.Bucket("bucket/domains/custom"), """{"domain":"files.example.com","zoneId":"zone","enabled":true}""");
        }

        using EmulatorApi second = new EmulatorApi(new R2EmulatorOptions { StorePath = _folder });
        Assert.Equal("l", (await second.GetAsync(second.Bucket("bucket/lock"))).Result["rules"]![0]!["id"]!.GetValue<string>());
        Assert.Equal("active", (await second.GetAsync(second.Bucket("bucket/domains/custom/files.example.com"))).Result["status"]!["ssl"]!.GetValue<string>());
    }

    private static (int Status, string? Code) Both(EmulatorReply reply) => (reply.Status, reply.Code);

    private static (int Status, int? Code) Both(EmulatorAnswer answer) => (answer.Status, answer.Code);

    private Task<EmulatorAnswer> LockAsync(string rules) => _api.SendAsync("PUT", _api.Bucket("bucket/lock"), rules);
}
