using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class PresignedTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Put_Presigned_StoresAndGetReadsIt()
    {
        var put = await _client.SendRawAsync("PUT", _client.Presign("PUT", "/bucket/key"), "body"u8.ToArray(), []);
        var get = await _client.SendRawAsync("GET", _client.Presign("GET", "/bucket/key"), null, []);
        Assert.Equal((200, "body"), (put.Status, get.Text));
    }

    [Fact]
    public async Task Get_AfterExpiry_Returns403ExpiredRequest()
    {
        var target = _client.Presign("GET", "/bucket/key", "60");
        _client.Clock.Now += TimeSpan.FromSeconds(60);
        Assert.Equal(404, (await _client.SendRawAsync("GET", target, null, [])).Status);
        _client.Clock.Now += TimeSpan.FromSeconds(1);
        var late = await _client.SendRawAsync("GET", target, null, []);
        Assert.Equal((403, "ExpiredRequest"), (late.Status, late.Code));
    }

    [Theory]
    [InlineData("604801", "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds")]
    [InlineData("", "X-Amz-Expires should be a number")]
    public async Task Get_BadExpiry_Returns400(string expires, string message)
    {
        var reply = await _client.SendRawAsync("GET", _client.Presign("GET", "/bucket/key", expires), null, []);
        Assert.Equal((400, "InvalidArgument", message), (reply.Status, reply.Code, reply.Element("Message")));
    }

    [Fact]
    public async Task Get_OtherKeyThanSigned_Returns403()
    {
        var target = _client.Presign("GET", "/bucket/key").Replace("/key", "/evil", StringComparison.Ordinal);
        var reply = await _client.SendRawAsync("GET", target, null, []);
        Assert.Equal((403, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Get_ParametersMissing_NamesThem()
    {
        var target = $"/bucket/key?X-Amz-Credential={_client.Server.AccessKeyId}%2F20261122%2Fauto%2Fs3%2Faws4_request&X-Amz-Date=20261122T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host";
        var reply = await _client.SendRawAsync("GET", target, null, []);
        Assert.Equal("Required search parameters X-Amz-Algorithm,  X-Amz-Signature missing", reply.Element("Message"));
    }

    [Fact]
    public async Task Put_SignedHeaderNotSent_Returns403()
    {
        var target = _client.Presign("PUT", "/bucket/key", "60", ("If-None-Match", "*"));
        var without = await _client.SendRawAsync("PUT", target, [1], []);
        var with = await _client.SendRawAsync("PUT", target, [1], [new("If-None-Match", "*")]);
        var again = await _client.SendRawAsync("PUT", target, [1], [new("If-None-Match", "*")]);
        Assert.Equal((403, 200, 412), (without.Status, with.Status, again.Status));
    }

    [Fact]
    public async Task Put_ChecksumOfAnEmptyBody_Returns400BadDigest()
    {
        var target = _client.Presign("PUT", "/bucket/key", "60", ("x-amz-checksum-crc32", "AAAAAA=="));
        var reply = await _client.SendRawAsync("PUT", target, [1, 2], [new("x-amz-checksum-crc32", "AAAAAA==")]);
        Assert.Equal((400, "BadDigest"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Requests_Presigned_AreLoggedWithoutTheirSignature()
    {
        var target = _client.Presign("GET", "/bucket/key");
        await _client.SendRawAsync("GET", target, null, []);
        var entry = Assert.Single(_client.Server.Requests);
        Assert.EndsWith("X-Amz-Signature=REDACTED", entry.Target, StringComparison.Ordinal);
    }
}
