using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class ListTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task ListV2_Prefix_HasR2sShape()
    {
        await SeedAsync("ls/a", "ls/b", "ls/sub/c", "z");
        EmulatorReply reply = await _client.GetAsync("/bucket?list-type=2&prefix=ls/&delimiter=/&fetch-owner=true");
        Assert.StartsWith("""<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Contents><Key>ls/a</Key><Size>1</Size><LastModified>2026-11-22T12:00:00.000Z</LastModified><ETag>&quot;""", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["ls/a", "ls/b"], reply.Elements("Key"));
        Assert.Equal(["ls/sub/", "ls/"], reply.Elements("Prefix"));
        Assert.Equal(("3", "1000", "false", "STANDARD"), (reply.Element("KeyCount"), reply.Element("MaxKeys"), reply.Element("IsTruncated"), reply.Element("StorageClass")));
        Assert.Equal(_client.Server.AccountId, reply.Element("ID"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&delimiter=/")]
    [InlineData("&delimiter=/&prefix=d")]
    public async Task ListV2_ByPages_GivesWhatOnePageGives(string query)
    {
        await SeedAsync("a", "b/1", "b/2", "c", "d/1", "d/x/2", "e", "%C3%A9", "%EF%BF%BD", "%F0%9F%98%80");
        EmulatorReply whole = await _client.GetAsync("/bucket?list-type=2" + query);
        List<string> entries = new List<string>();
        string? token = null;
        do
        {
            string next = token is null ? string.Empty : "&continuation-token=" + Uri.EscapeDataString(token);
            EmulatorReply page = await _client.GetAsync($"/bucket?list-type=2&max-keys=1{query}{next}");
            entries.AddRange([.. page.Elements("Key"), .. page.Elements("Prefix").SkipLast(1)]);
            token = page.Element("NextContinuationToken");
        }
        while (token is not null);
        Assert.Equal([.. whole.Elements("Key").Concat(whole.Elements("Prefix").SkipLast(1)).Order(StringComparer.Ordinal)], entries.Order(StringComparer.Ordinal));
        Assert.Equal(entries.Count, entries.Distinct().Count());
    }

    [Fact]
    public async Task ListV2_Keys_AreInOrderOfTheirUtf8Bytes()
    {
        await SeedAsync("%F0%9F%98%80", "%EF%BF%BD", "%C3%A9", "z", "A");
        Assert.Equal(["A", "z", "é", "\uFFFD", "😀"], (await _client.GetAsync("/bucket?list-type=2")).Elements("Key"));
    }

    [Fact]
    public async Task ListV2_StartAfter_SkipsUpToIt()
    {
        await SeedAsync("a", "b", "c");
        Assert.Equal(["c"], (await _client.GetAsync("/bucket?list-type=2&start-after=b")).Elements("Key"));
    }

    [Fact]
    public async Task ListV1_NextMarkerIsACommonPrefix_GoesOnAfterIt()
    {
        await SeedAsync("nm/a", "nm/sub/1", "nm/sub/2", "nm/z");
        EmulatorReply first = await _client.GetAsync("/bucket?prefix=nm/&delimiter=/&max-keys=2");
        EmulatorReply second = await _client.GetAsync("/bucket?prefix=nm/&delimiter=/&marker=" + first.Element("NextMarker"));
        Assert.Equal(("nm/sub/", "true"), (first.Element("NextMarker"), first.Element("IsTruncated")));
        Assert.Equal(["nm/z"], second.Elements("Key"));
        Assert.Equal("nm/sub/", second.Element("Marker"));
    }

    [Fact]
    public async Task List_EncodingTypeUrl_EscapesLikeR2()
    {
        await SeedAsync("a%20b/c%2Bd");
        EmulatorReply reply = await _client.GetAsync("/bucket?list-type=2&encoding-type=url&prefix=a%20b/");
        Assert.Equal(("a%20b%2Fc%2Bd", "a%20b%2F", "url"), (reply.Element("Key"), reply.Element("Prefix"), reply.Element("EncodingType")));
    }

    [Theory]
    [InlineData("max-keys=", 400, "InvalidMaxKeys")]
    [InlineData("max-keys=abc", 400, "InvalidMaxKeys")]
    [InlineData("max-keys=Infinity", 400, "InvalidMaxKeys")]
    [InlineData("max-keys=-1", 400, "InvalidMaxKeys")]
    [InlineData("encoding-type=weird", 501, "NotImplemented")]
    [InlineData("foobar=1", 501, "NotImplemented")]
    [InlineData("list-type=3", 501, "NotImplemented")]
    [InlineData("continuation-token=x", 400, "InvalidArgument")]
    public async Task List_BadParameter_IsRefused(string query, int status, string code)
    {
        EmulatorReply reply = await _client.GetAsync("/bucket?" + query);
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task List_MaxKeys_IsCutAndRepeated()
    {
        await SeedAsync("a");
        EmulatorReply none = await _client.GetAsync("/bucket?max-keys=0");
        Assert.Equal(("true", "0", null), (none.Element("IsTruncated"), none.Element("MaxKeys"), none.Element("Key")));
        Assert.Equal("1", (await _client.GetAsync("/bucket?max-keys=1.5")).Element("MaxKeys"));
        Assert.Equal("5000", (await _client.GetAsync("/bucket?max-keys=5000")).Element("MaxKeys"));
    }

    [Theory]
    [InlineData("/bucket?marker=&delimiter=%2F", "b")]
    [InlineData("/bucket?marker=a&delimiter=%2F%2F", "b")] // As long as the delimiter less one sign, which looked like a group too.
    [InlineData("/bucket?marker=a%2F&delimiter=%2F", "b")]
    public async Task ListObjects_MarkerThatIsNoGroup_StartsBehindIt(string target, string expected)
    {
        await SeedAsync("a/1", "b", "c/2");

        EmulatorReply reply = await _client.GetAsync(target);

        Assert.Contains(expected, reply.Elements("Key"));
    }

    [Fact]
    public async Task DeleteObjects_Keys_AreToldEvenIfMissingOrQuiet()
    {
        await SeedAsync("a", "b", "c");
        EmulatorReply reply = await DeleteAsync("<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>b</Key></Object><Object><Key>missing</Key></Object></Delete>");
        Assert.Equal(["a", "b", "missing"], reply.Elements("Key"));
        Assert.Equal(["c"], (await _client.GetAsync("/bucket")).Elements("Key"));
    }

    [Theory]
    [InlineData("<NotDelete/>")]
    [InlineData("<Delete></Delete>")]
    [InlineData("not xml")]
    [InlineData("<Delete><Object><NotKey>x</NotKey></Object></Delete>")]
    [InlineData("<Delete><Quiet>TRUE</Quiet><Object><Key>x</Key></Object></Delete>")]
    public async Task DeleteObjects_BadDocument_Returns400(string document) =>
        Assert.Equal("MalformedXML", (await DeleteAsync(document)).Code);

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 400)]
    public async Task DeleteObjects_Number_IsHeldTo1000(int count, int status) =>
        Assert.Equal(status, (await DeleteAsync($"<Delete>{string.Concat(Enumerable.Range(0, count).Select(key => $"<Object><Key>{key}</Key></Object>"))}</Delete>")).Status);

    [Fact]
    public async Task DeleteObjects_WithoutDigest_Returns400()
    {
        const string Document = "<Delete><Object><Key>a</Key></Object></Delete>";
        Assert.Equal("InvalidRequest", (await _client.SendAsync("POST", "/bucket?delete", Document)).Code);
        Assert.Equal("BadDigest", (await _client.SendAsync("POST", "/bucket?delete", Document, ("Content-MD5", EmulatorMd5.Base64("x")))).Code);
    }

    private Task<EmulatorReply> DeleteAsync(string document) =>
        _client.SendAsync("POST", "/bucket?delete", document, ("Content-MD5", EmulatorMd5.Base64(document)));

    private async Task SeedAsync(params string[] keys)
    {
        foreach (string key in keys)
        {
            await _client.PutAsync("/bucket/" + key, "x");
        }
    }
}
