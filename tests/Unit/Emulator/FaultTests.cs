using System.Diagnostics;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class FaultTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Status_SkipAndTimes_HitsThoseOnly()
    {
        _client.Server.Faults.Add(Fault.Status(503, "ServiceUnavailable", TimeSpan.FromSeconds(2)) with { Operation = "PutObject", SkipFirst = 1, Times = 2 });
        List<int> statuses = new List<int>();
        for (int number = 0; number < 4; number++)
        {
            statuses.Add((await _client.PutAsync("/bucket/key", "x")).Status);
            Assert.Equal(200, (await _client.GetAsync("/bucket/key")).Status);
        }

        Assert.Equal([200, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task Every_SkipAndTimes_HitsOneOfSoManyAndCountsThem()
    {
        _client.Server.Faults.Add(Fault.Status(500, "InternalError") with { SkipFirst = 1, Every = 3, Times = 2 });
        List<int> statuses = new List<int>();
        for (int number = 0; number < 9; number++)
        {
            statuses.Add((await _client.PutAsync("/bucket/key", "x")).Status);
        }

        Assert.Equal([200, 500, 200, 200, 500, 200, 200, 200, 200], statuses);
        Assert.Equal((2, 0), (_client.Server.Faults.CountOf(FaultKind.Status), _client.Server.Faults.CountOf(FaultKind.Stall)));
    }

    [Fact]
    public async Task Status_RetryAfter_IsSent()
    {
        _client.Server.Faults.Add(Fault.Status(429, "TooManyRequests", TimeSpan.FromSeconds(2)));
        EmulatorReply reply = await _client.GetAsync("/bucket");
        Assert.Equal((429, "TooManyRequests", "2"), (reply.Status, reply.Code, reply["Retry-After"]));
        _client.Server.Faults.Clear();
        Assert.Equal(200, (await _client.GetAsync("/bucket")).Status);
    }

    [Fact]
    public async Task KeyPattern_OtherKeys_AreSpared()
    {
        _client.Server.Faults.Add(Fault.Status(500, "InternalError") with { KeyPattern = "logs/*" });
        Assert.Equal(500, (await _client.PutAsync("/bucket/logs/a", "x")).Status);
        Assert.Equal(200, (await _client.PutAsync("/bucket/data/a", "x")).Status);
        Assert.Equal(200, (await _client.GetAsync("/bucket")).Status);
    }

    [Fact]
    public async Task DropBeforeHeaders_Put_BreaksAndStoresNothing()
    {
        _client.Server.Faults.Add(Fault.DropBeforeHeaders() with { Operation = "PutObject", Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PutAsync("/bucket/key", "x"));
        Assert.Equal(404, (await _client.GetAsync("/bucket/key")).Status);
        Assert.Equal(0, _client.Server.Requests.First().Status);
    }

    [Fact]
    public async Task DropRequestBody_Put_StoresNothing()
    {
        _client.Server.Faults.Add(Fault.DropRequestBodyAfter(100_000) with { Operation = "PutObject", Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.SendAsync("PUT", "/bucket/key", new byte[1 << 20]));
        Assert.Equal(404, (await _client.GetAsync("/bucket/key")).Status);
    }

    [Fact]
    public async Task DropReply_Put_IsDoneAllTheSame()
    {
        _client.Server.Faults.Add(Fault.DropReply() with { Operation = "PutObject", Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.PutAsync("/bucket/key", "x"));
        Assert.Equal("x", (await _client.GetAsync("/bucket/key")).Text);
    }

    [Fact]
    public async Task DropResponseBody_Get_BreaksAmidTheBody()
    {
        await _client.SendAsync("PUT", "/bucket/key", new byte[1 << 20]);
        _client.Server.Faults.Add(Fault.DropResponseBodyAfter(1000) with { Operation = "GetObject", Times = 1 });
        await Assert.ThrowsAnyAsync<Exception>(() => _client.GetAsync("/bucket/key"));
        Assert.Equal(1 << 20, (await _client.GetAsync("/bucket/key")).Body.Length);
    }

    [Fact]
    public async Task CorruptByte_EitherWay_ChangesThatByte()
    {
        _client.Server.Faults.Add(Fault.CorruptRequestByte(1) with { Operation = "PutObject", Times = 2 });
        _client.Server.Faults.Add(Fault.CorruptResponseByte(2) with { Operation = "GetObject", Times = 1 });
        Assert.Equal("BadDigest", (await _client.PutAsync("/bucket/key", "aaaa", ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("Content-MD5", EmulatorMd5.Base64("aaaa")))).Code);
        await _client.PutAsync("/bucket/key", "aaaa", ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        Assert.Equal("a``a", (await _client.GetAsync("/bucket/key")).Text);
        Assert.Equal("a`aa", (await _client.GetAsync("/bucket/key")).Text);
    }

    [Fact]
    public async Task Stall_Get_StopsUntilTheClientGivesUp()
    {
        await _client.SendAsync("PUT", "/bucket/key", new byte[100_000]);
        _client.Server.Faults.Add(Fault.Stall(10) with { Operation = "GetObject" });
        Task<EmulatorReply> stalled = _client.GetAsync("/bucket/key");
        Assert.Equal(200, (await _client.SendAsync("HEAD", "/bucket/key", (byte[]?)null)).Status);
        Assert.False(stalled.IsCompleted);
        _client.Server.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => stalled);
    }

    [Fact]
    public async Task Throttle_Get_TakesItsTime()
    {
        await _client.SendAsync("PUT", "/bucket/key", new byte[20_000]);
        _client.Server.Faults.Add(Fault.Throttle(100_000) with { Operation = "GetObject" });
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(20_000, (await _client.GetAsync("/bucket/key")).Body.Length);
        Assert.True(watch.ElapsedMilliseconds >= 150, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task ClockOffset_Request_IsSkewedAndTheDateTellsBy()
    {
        _client.Server.Faults.Add(Fault.ClockOffset(TimeSpan.FromHours(1)) with { Times = 1 });
        EmulatorReply reply = await _client.GetAsync("/bucket");
        Assert.Equal(("RequestTimeTooSkewed", "Sun, 22 Nov 2026 13:00:00 GMT"), (reply.Code, reply["Date"]));
        Assert.Equal(200, (await _client.GetAsync("/bucket")).Status);
    }

    [Fact]
    public async Task ErrorIn200_Complete_AnswersSoAndDoesNothing()
    {
        string id = await _client.CreateUploadAsync("/bucket/key");
        EmulatorReply part = await _client.UploadPartAsync("/bucket/key", id, 1, [1]);
        _client.Server.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = "CompleteMultipartUpload", Times = 1 });
        EmulatorReply reply = await _client.CompleteAsync("/bucket/key", id, [(1, part.ETag!)]);
        Assert.Equal((200, "InternalError"), (reply.Status, reply.Element("Code")));
        Assert.Equal(200, (await _client.CompleteAsync("/bucket/key", id, [(1, part.ETag!)])).Status);
    }

    [Fact]
    public async Task RefuseKey_DeleteObjects_KeepsThoseKeysAlone()
    {
        const string Document = "<Delete><Object><Key>a</Key></Object><Object><Key>b1</Key></Object><Object><Key>b2</Key></Object></Delete>";
        foreach (string? key in new[] { "a", "b1", "b2" })
        {
            await _client.PutAsync("/bucket/" + key, "x");
        }

        _client.Server.Faults.Add(Fault.RefuseKey("SlowDown") with { KeyPattern = "b*", Times = 1 });
        EmulatorReply reply = await _client.SendAsync("POST", "/bucket?delete", Document, ("Content-MD5", EmulatorMd5.Base64(Document)));

        Assert.Equal((200, "SlowDown"), (reply.Status, reply.Element("Code")));
        Assert.Equal(["b1"], (await _client.GetAsync("/bucket")).Elements("Key"));
        Assert.Equal(1, _client.Server.Faults.CountOf(FaultKind.RefuseKey));
    }

    [Fact]
    public async Task Log_Requests_AreCountedByOperation()
    {
        await _client.PutAsync("/bucket/key", "12345");
        await _client.GetAsync("/bucket/key");
        RequestLog log = _client.Server.Requests;
        Assert.Equal((1, 1, 2L), (log.CountOf("PutObject"), log.CountOf("GetObject"), log.Total));
        Assert.Equal((5, 200, "bucket", "key"), (log.First().BytesReceived, log.First().Status, log.First().Bucket, log.First().Key));
    }
}
