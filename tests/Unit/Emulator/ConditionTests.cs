using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class ConditionTests : IDisposable
{
    private const string Stored = "Sun, 22 Nov 2026 12:00:00 GMT";
    private const string After = "Sun, 22 Nov 2026 12:00:01 GMT";
    private const string Before = "Sun, 22 Nov 2026 11:59:59 GMT";
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("If-Match", "{etag}", 200)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "\"0123\"", 412)]
    [InlineData("If-Match", "W/{etag}", 412)]
    [InlineData("If-Match", "\"0123\", {etag}", 200)]
    [InlineData("If-None-Match", "{etag}", 304)]
    [InlineData("If-None-Match", "W/{etag}", 304)]
    [InlineData("If-None-Match", "\"0123\"", 200)]
    [InlineData("If-Modified-Since", Stored, 304)]
    [InlineData("If-Modified-Since", Before, 200)]
    [InlineData("If-Unmodified-Since", Stored, 412)]
    [InlineData("If-Unmodified-Since", After, 200)]
    [InlineData("If-Unmodified-Since", Before, 412)]
    public async Task Get_Condition_IsKept(string name, string value, int status)
    {
        string etag = (await _client.PutAsync("/bucket/key", "x")).ETag!;
        EmulatorReply reply = await _client.GetAsync("/bucket/key", (name, value.Replace("{etag}", etag, StringComparison.Ordinal)));
        Assert.Equal(status, reply.Status);
        if (status == 304)
        {
            Assert.Equal((etag, 0), (reply.ETag, reply.Body.Length));
        }
    }

    [Fact]
    public async Task Get_MatchAndUnmodifiedSince_MatchOutweighs()
    {
        string etag = (await _client.PutAsync("/bucket/key", "x")).ETag!;
        Assert.Equal(200, (await _client.GetAsync("/bucket/key", ("If-Match", etag), ("If-Unmodified-Since", Before))).Status);
    }

    [Fact]
    public async Task Get_NoneMatchAndModifiedSince_NoneMatchOutweighs()
    {
        await _client.PutAsync("/bucket/key", "x");
        Assert.Equal(200, (await _client.GetAsync("/bucket/key", ("If-None-Match", "\"0\""), ("If-Modified-Since", Stored))).Status);
    }

    [Theory]
    [InlineData("If-None-Match", "*", 200, 412)]
    [InlineData("If-Match", "*", 412, 200)]
    [InlineData("If-Match", "\"0123\"", 412, 412)]
    [InlineData("If-Modified-Since", Before, 412, 200)]
    [InlineData("If-Unmodified-Since", Before, 200, 412)]
    public async Task Put_Condition_IsKept(string name, string value, int onMissing, int onStored)
    {
        EmulatorReply missing = await _client.PutAsync("/bucket/new", "x", (name, value));
        await _client.PutAsync("/bucket/old", "old");
        EmulatorReply stored = await _client.PutAsync("/bucket/old", "new", (name, value));
        Assert.Equal((onMissing, onStored), (missing.Status, stored.Status));
        Assert.Equal(onStored == 200 ? "new" : "old", (await _client.GetAsync("/bucket/old")).Text);
    }

    [Fact]
    public async Task Put_IfNoneMatchFromManyAtOnce_LetsOneThrough()
    {
        EmulatorReply[] replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => _client.PutAsync("/bucket/key", $"{number}", ("If-None-Match", "*"))));
        Assert.Single(replies, reply => reply.Status == 200);
    }
}
