using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class CopyTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("COPY", "text/csv", "old", "only", null)]
    [InlineData("REPLACE", "text/new", "new", null, "added")]
    [InlineData("MERGE", "text/new", "new", "only", "added")]
    public async Task Copy_Directive_DecidesOnMetadata(string directive, string type, string both, string? source, string? added)
    {
        await _client.PutAsync("/bucket/source", "body", ("Content-Type", "text/csv"), ("x-amz-meta-both", "old"), ("x-amz-meta-source", "only"));
        EmulatorReply copy = await CopyAsync(
            "/bucket/copy", "/bucket/source", ("x-amz-metadata-directive", directive), ("Content-Type", "text/new"), ("x-amz-meta-both", "new"), ("x-amz-meta-added", "added"));
        EmulatorReply get = await _client.GetAsync("/bucket/copy");
        Assert.Equal((200, "body", get.ETag), (copy.Status, get.Text, copy.Element("ETag")));
        Assert.Equal((type, both, source, added), (get["Content-Type"], get["x-amz-meta-both"], get["x-amz-meta-source"], get["x-amz-meta-added"]));
    }

    [Theory]
    [InlineData("/bucket/sp%20ace%2Fa%252Fb", "/bucket/sp%20ace%2Fa%252Fb")]
    [InlineData("/bucket/plain", "bucket/plain")]
    [InlineData("/bucket//lead", "/bucket//lead")]
    public async Task Copy_SourceKey_IsDecodedOnce(string target, string source)
    {
        await _client.PutAsync(target, "odd");
        Assert.Equal(200, (await CopyAsync("/other/copy", source)).Status);
        Assert.Equal("odd", (await _client.GetAsync("/other/copy")).Text);
    }

    [Fact]
    public async Task Copy_OntoItself_IsAllowed()
    {
        await _client.PutAsync("/bucket/key", "body");
        Assert.Equal(200, (await CopyAsync("/bucket/key", "/bucket/key")).Status);
        Assert.Equal("body", (await _client.GetAsync("/bucket/key")).Text);
    }

    [Fact]
    public async Task Copy_ThenDeleteSource_KeepsTheCopy()
    {
        await _client.SendAsync("PUT", "/bucket/key", new byte[300_000]);
        await CopyAsync("/bucket/copy", "/bucket/key");
        await _client.SendAsync("DELETE", "/bucket/key", (byte[]?)null);
        await _client.SendAsync("PUT", "/bucket/more", Enumerable.Repeat((byte)7, 300_000).ToArray());
        Assert.Equal(new byte[300_000], (await _client.GetAsync("/bucket/copy")).Body);
    }

    [Theory]
    [InlineData("/bucket/nope", 404, "NoSuchKey")]
    [InlineData("/nowhere/x", 404, "NoSuchBucket")]
    [InlineData("no-slash", 400, "InvalidArgument")]
    public async Task Copy_BadSource_IsRefused(string source, int status, string code)
    {
        EmulatorReply reply = await CopyAsync("/bucket/copy", source);
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Copy_UnknownDirective_Returns400() =>
        Assert.Equal("metadata directive WAT.", (await CopyAsync("/bucket/copy", "/bucket/x", ("x-amz-metadata-directive", "WAT"))).Element("Message"));

    [Theory]
    [InlineData("x-amz-copy-source-if-match", "\"0\"", 412)]
    [InlineData("x-amz-copy-source-if-none-match", "*", 412)]
    [InlineData("x-amz-copy-source-if-modified-since", "Sun, 22 Nov 2026 12:00:00 GMT", 412)]
    [InlineData("x-amz-copy-source-if-unmodified-since", "Sun, 22 Nov 2026 12:00:00 GMT", 412)]
    [InlineData("x-amz-copy-source-if-unmodified-since", "Sun, 22 Nov 2026 12:00:01 GMT", 200)]
    [InlineData("cf-copy-destination-if-none-match", "*", 412)]
    [InlineData("cf-copy-destination-if-match", "*", 200)]
    public async Task Copy_Condition_IsKept(string name, string value, int status)
    {
        await _client.PutAsync("/bucket/source", "new");
        await _client.PutAsync("/bucket/copy", "old");
        Assert.Equal(status, (await CopyAsync("/bucket/copy", "/bucket/source", (name, value))).Status);
        Assert.Equal(status == 200 ? "new" : "old", (await _client.GetAsync("/bucket/copy")).Text);
    }

    private Task<EmulatorReply> CopyAsync(string target, string source, params (string Name, string? Value)[] headers) =>
        _client.SendAsync("PUT", target, (byte[]?)null, [("x-amz-copy-source", source), .. headers]);
}
