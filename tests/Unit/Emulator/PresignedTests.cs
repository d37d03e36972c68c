using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class PresignedTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Put_Presigned_StoresAndGetReadsIt()
    {
        EmulatorReply put = await _client.SendRawAsync("PUT", _client.Presign("PUT", "/bucket/key"), "body"u8.ToArray(), []);
        EmulatorReply get = await _client.SendRawAsync("GET", _client.Presign("GET", "/bucket/key"), null, []);
        Assert.Equal((200, "body"), (put.Status, get.Text));
    }

    [Fact]
    public async Task Get_AfterExpiry_Returns403ExpiredRequest()
    {
        string target = _client.Presign("GET", "/bucket/key", "60");
        _client.Clock.Now += TimeSpan.FromSeconds(60);
        Assert.Equal(404, (await _client.SendRawAsync("GET", target, null, [])).Status);
        _client.Clock.Now += TimeSpan.FromSeconds(1);
        EmulatorReply late = await _client.SendRawAsync("GET", target, null, []);
        Assert.Equal((403, "ExpiredRequest"), (late.Status, late.Code));
    }

    [Theory]
    [InlineData("604801", "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds")]
    [InlineData("", "X-Amz-Expires should be a number")]
    public async Task Get_BadExpiry_Returns400(string expires, string message)
    {
        EmulatorReply reply = await _client.SendRawAsync("GET", _client.Presign("GET", "/bucket/key", expires), null, []);
        Assert.Equal((400, "InvalidArgument", message), (reply.Status, reply.Code, reply.Element("Message")));
    }

    [Fact]
    public async Task Get_OtherKeyThanSigned_Returns403()
    {
        string target = _client.Presign("GET", "/bucket/key").Replace("/key", "/evil", StringComparison.Ordinal);
        EmulatorReply reply = await _client.SendRawAsync("GET", target, null, []);
        Assert.Equal((403, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Get_ParametersMissing_NamesThem()
    {
        string target = $"/bucket/key?X-Amz-Credential={_client.Server.AccessKeyId}%2F20261122%2Fauto%2Fs3%2Faws4_request&X-Amz-Date=20261122T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host";
        EmulatorReply reply = await _client.SendRawAsync("GET", target, null, []);
        Assert.Equal("Required search parameters X-Amz-Algorithm,  X-Amz-Signature missing", reply.Element("Message"));
    }

    [Fact]
    public async Task Put_SignedHeaderNotSent_Returns403()
    {
        string target = _client.Presign("PUT", "/bucket/key", "60", ("If-None-Match", "*"));
        EmulatorReply without = await _client.SendRawAsync("PUT", target, [1], []);
        EmulatorReply with = await _client.SendRawAsync("PUT", target, [1], [new("If-None-Match", "*")]);
        EmulatorReply again = await _client.SendRawAsync("PUT", target, [1], [new("If-None-Match", "*")]);
        Assert.Equal((403, 200, 412), (without.Status, with.Status, again.Status));
    }

    [Fact]
    public async Task Put_ChecksumOfAnEmptyBody_Returns400BadDigest()
    {
        string target = _client.Presign("PUT", "/bucket/key", "60", ("x-amz-checksum-crc32", "AAAAAA=="));
        EmulatorReply reply = await _client.SendRawAsync("PUT", target, [1, 2], [new("x-amz-checksum-crc32", "AAAAAA==")]);
        Assert.Equal((400, "BadDigest"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Requests_Presigned_AreLoggedWithoutTheirSignature()
    {
        string target = _client.Presign("GET", "/bucket/key");
        await _client.SendRawAsync("GET", target, null, []);
        RequestLogEntry entry = Assert.Single(_client.Server.Requests);
        Assert.EndsWith("X-Amz-Signature=REDACTED", entry.Target, StringComparison.Ordinal);
    }
}
