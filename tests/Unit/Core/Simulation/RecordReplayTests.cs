using R2.Emulator;
using R2.Models;
using R2.Simulation;
using R2.Unit.Support;
using static R2.Unit.Support.SimulationFixture;

namespace R2.Unit.Core.Simulation;

public sealed class RecordReplayTests : IDisposable
{
    private readonly SimulationFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task LifeCycle_Replayed_GivesEqualObjectsPropertyByProperty()
    {
        IReadOnlyList<string> live;
        using (R2Simulation recording = R2Simulation.Record(_fixture.Recording))
        using (HttpClient presigned = new(recording.CreateHandler(_fixture.Emulator.Endpoint)))
        {
            live = await RecordedScenarios.LifeCycleAsync(_fixture.Live(recording), presigned, Cancellation);
        }

        long requests = _fixture.Emulator.Requests.Total;
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);
        using HttpClient replayed = new(replay.CreateHandler(offline.Endpoint));
        IReadOnlyList<string> again = await RecordedScenarios.LifeCycleAsync(offline, replayed, Cancellation);

        Assert.Equal(live, again);
        Assert.Contains("error = NoSuchKey NotFound test1/cycle/nothing", string.Join('\n', again), StringComparison.Ordinal);
        Assert.Contains("presigned = Hello", again);
        Assert.Empty(replay.Unasked);
        Assert.Equal((0, replay.RecordedCount), (replay.UnrecordedCount, replay.ReplayedCount));
        Assert.Equal(requests, _fixture.Emulator.Requests.Total);
    }

    [Fact]
    public async Task Multipart_ServerRefusesOnePartOnce_ReplaysRefusalAndSuccess()
    {
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart", Times = 1 });
        IReadOnlyList<string> live = [];
        await _fixture.RecordAsync(async client => live = await RecordedScenarios.MultipartWithFaultAsync(client, Cancellation));

        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay, TimeProvider.System);
        IReadOnlyList<string> again = await RecordedScenarios.MultipartWithFaultAsync(offline, Cancellation);

        Assert.Equal(live, again);
        Assert.Single(_fixture.Index.Split('\n'), static line => line.Contains("\"status\":503", StringComparison.Ordinal));
        Assert.Empty(replay.Unasked);
    }

    [Fact]
    public async Task HashOfALongBody_IsTheSameWhetherItsChecksumIsSentOrNot()
    {
        byte[] bytes = RecordedScenarios.Bytes(100_000, 8);
        PutObjectOptions asked = new() { Checksum = await R2Content.FromBytes(bytes).ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, Cancellation) };
        await _fixture.RecordAsync(async client =>
        {
            await client.PutObjectAsync(Bucket, "with", R2Content.FromBytes(bytes), asked, Cancellation);
            await client.PutObjectAsync(Bucket, "without", R2Content.FromBytes(bytes), cancellationToken: Cancellation);
        });

        string[] hashes = [.. System.Text.RegularExpressions.Regex.Matches(_fixture.Index, "crc32c:[0-9a-f]{8}").Select(static m => m.Value)];

        Assert.Equal(2, hashes.Length);
        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task LargeBody_IsStreamedIntoAFileNamedByItsHash_AndReplayed()
    {
        byte[] bytes = RecordedScenarios.Bytes(300_000, 3);
        await _fixture.RecordAsync(async client =>
        {
            await client.PutObjectAsync(Bucket, "large", R2Content.FromBytes(bytes), cancellationToken: Cancellation);
            Assert.Equal(bytes, await ReadAsync(client, "large"));
            Assert.Equal(bytes, await ReadAsync(client, "large"));
        });

        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);
        await offline.PutObjectAsync(Bucket, "large", R2Content.FromBytes(bytes), cancellationToken: Cancellation);

        Assert.Equal(bytes, await ReadAsync(offline, "large"));
        string hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant();
        Assert.Equal([hash], Directory.GetFiles(Path.Combine(_fixture.Recording, "bodies")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AnswerThatBreaksOff_IsReplayedWithItsBreak_AndTakenUpAgain()
    {
        byte[] bytes = RecordedScenarios.Bytes(200_000, 4);
        async Task<byte[]> Run(R2Client client)
        {
            R2TransferManager manager = new(client, new TransferOptions { Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) } });
            Stream content = (await manager.OpenReadAsync(Bucket, "broken", cancellationToken: Cancellation)).Content;
            await using (content)
            {
                using MemoryStream read = new();
                await content.CopyToAsync(read, Cancellation);
                return read.ToArray();
            }
        }

        await _fixture.Live(null).PutObjectAsync(Bucket, "broken", R2Content.FromBytes(bytes), cancellationToken: Cancellation);
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(70_000) with { Operation = "GetObject", Times = 1 });
        await _fixture.RecordAsync(async client => Assert.Equal(bytes, await Run(client)));

        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay, TimeProvider.System);
        Assert.Equal(bytes, await Run(offline));
        Assert.Equal(2, replay.ReplayedCount);
        Assert.Empty(replay.Unasked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequestWhoseConnectionBreaks_ReplaysTheFailure_ThenTheSuccess(bool hasChecksum)
    {
        byte[] bytes = RecordedScenarios.Bytes(8_000_000, 5);
        _fixture.Emulator.Faults.Add(Fault.DropRequestBodyAfter(1_000_000) with { Operation = "PutObject", Times = 1 });
        async Task Run(R2Client client)
        {
            R2TransferManager manager = new(client, new TransferOptions
            {
                Checksum = hasChecksum ? R2ChecksumAlgorithm.Crc32C : null,
                Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
            });
            await manager.UploadAsync(new() { BucketName = Bucket, Key = "put", Content = R2Content.FromBytes(bytes) }, Cancellation);
        }

        await _fixture.RecordAsync(Run);
        // A checksum says of the whole body what it is, however little of it has left.
        Assert.Equal(!hasChecksum, _fixture.Index.Contains("\"hash\":\"*\"", StringComparison.Ordinal));
        Assert.Contains("\"failure\":{\"kind\":", _fixture.Index, StringComparison.Ordinal);

        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay, TimeProvider.System);
        await Run(offline);
        Assert.Empty(replay.Unasked);
    }

    [Fact]
    public async Task UploadThatBrokeOffAndWasResumed_Replays_TheBreakAndTheResumption()
    {
        const int PartSize = 5 << 20;
        string file = Path.Combine(_fixture.Folder, "source.bin");
        await File.WriteAllBytesAsync(file, RecordedScenarios.Bytes((3 * PartSize) + 9, 7), Cancellation);
        async Task<R2UploadResult> Run(R2Client client, string state)
        {
            TransferOptions options = new() { Resume = true, Concurrency = 1, PartSize = PartSize, MultipartThreshold = PartSize, StateDirectory = Path.Combine(_fixture.Folder, state) };
            R2TransferManager manager = new(client, options);
            R2UploadRequest upload = new() { BucketName = Bucket, Key = "resumed", Content = R2Content.FromFile(file) };
            R2Exception broken = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(upload, Cancellation));
            Assert.Equal("AccessDenied", broken.Code);
            return await manager.UploadAsync(upload with { Content = R2Content.FromFile(file) }, Cancellation);
        }

        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 2, Times = 1 });
        R2UploadResult live = null!;
        await _fixture.RecordAsync(async client => live = await Run(client, "live"));
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay, TimeProvider.System);

        R2UploadResult again = await Run(offline, "replay");

        Assert.Equal((2L * PartSize, live.ETag, live.Checksum), (again.ResumedBytes, again.ETag, again.Checksum));
        Assert.Equal(live.ResumedBytes, again.ResumedBytes);
        Assert.Empty(replay.Unasked);
    }

    [Fact]
    public async Task ConcurrentRequests_AreAllRecordedAndReplayed_InAnyOrder()
    {
        const int Count = 60;
        await _fixture.RecordAsync(client => Task.WhenAll(Enumerable.Range(0, Count).Select(i =>
            client.PutObjectAsync(Bucket, $"k{i}", R2Content.FromBytes(RecordedScenarios.Bytes(5000, i)), cancellationToken: Cancellation))));

        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);
        R2PutResult[] results = await Task.WhenAll(Enumerable.Range(0, Count).Reverse().Select(i =>
            offline.PutObjectAsync(Bucket, $"k{i}", R2Content.FromBytes(RecordedScenarios.Bytes(5000, i)), cancellationToken: Cancellation)));

        Assert.Equal(Count, results.Select(static r => r.ETag).Distinct().Count());
        Assert.Equal(Count, replay.ReplayedCount);
        Assert.Empty(replay.Unasked);
    }

    [Fact]
    public async Task Stop_WithAnswersStillUnread_WritesThemAsFarAsTheyCame()
    {
        await _fixture.Live(null).PutObjectAsync(Bucket, "open", R2Content.FromBytes(RecordedScenarios.Bytes(3_000_000, 1)), cancellationToken: Cancellation);
        R2Simulation recording = R2Simulation.Record(_fixture.Recording);
        R2Client client = _fixture.Live(recording);
        await using R2ObjectContent content = await client.GetObjectAsync(Bucket, "open", cancellationToken: Cancellation);
        await content.Content.ReadExactlyAsync(new byte[100_000], Cancellation);
        recording.Dispose();

        Assert.Equal(1, R2Simulation.Replay(_fixture.Recording).RecordedCount);
        Assert.Empty(Directory.GetFiles(Path.Combine(_fixture.Recording, "bodies"), "*.part"));
        R2Exception stopped = await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync(Bucket, Cancellation));
        Assert.Equal(R2ErrorCodes.SimulationStopped, stopped.Code);
    }

    [Fact]
    public async Task RecordingThatCannotBeWritten_FailsOnceAndIsNeverMadeWhole()
    {
        await _fixture.Live(null).PutObjectAsync(Bucket, "k", R2Content.FromBytes(new byte[10_000]), cancellationToken: Cancellation);
        R2Simulation recording = R2Simulation.Record(_fixture.Recording);
        using R2Client client = _fixture.Live(recording);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Recording, "bodies"), "in the way of the folder", Cancellation);

        R2Exception read = await Assert.ThrowsAsync<R2Exception>(() => ReadAsync(client, "k"));
        R2Exception next = await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync(Bucket, Cancellation));
        R2Exception stop = Assert.Throws<R2Exception>(recording.Dispose);

        Assert.Equal((R2ErrorCodes.RecordingFailed, R2ErrorCodes.RecordingFailed, R2ErrorCodes.RecordingFailed), (read.Code, next.Code, stop.Code));
        Assert.False(read.IsRetryable);
        Assert.Equal(R2ErrorCodes.RecordingIncomplete, Assert.Throws<R2Exception>(() => R2Simulation.Replay(_fixture.Recording)).Code);
    }

    [Fact]
    public async Task WithLatency_AnswersWhenTheServerDid_ByTheClientsClock()
    {
        Directory.CreateDirectory(_fixture.Recording);
        await File.WriteAllLinesAsync(
            Path.Combine(_fixture.Recording, "recording.jsonl"),
            [
                """{"format":"r2-recording","version":1}""",
                """{"n":1,"request":{"method":"GET","path":"/bucket/slow","headers":{}},"answer":{"status":200,"headers":{"ETag":"\"e\"","Content-Length":"4"},"body":{"length":4,"text":"slow"}},"timing":{"at":0,"headers":1500,"body":500}}""",
                """{"end":{"exchanges":1}}""",
            ],
            Cancellation);
        ManualTime time = new();
        using R2Simulation replay = _fixture.Replay(withLatency: true);
        using R2Client offline = Offline(replay, time);

        Task<R2ObjectContent> answer = offline.GetObjectAsync(Bucket, "slow", cancellationToken: Cancellation);
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await using R2ObjectContent content = await answer;
        byte[] body = new byte[4];
        Task read = content.Content.ReadExactlyAsync(body, Cancellation).AsTask();
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));
        await read;

        Assert.Equal("slow"u8.ToArray(), body);
    }
}
