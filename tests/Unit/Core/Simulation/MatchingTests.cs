using R2.Models;
using R2.Simulation;
using R2.Unit.Support;
using static R2.Unit.Support.SimulationFixture;

namespace R2.Unit.Core.Simulation;

public sealed class MatchingTests : IDisposable
{
    private readonly SimulationFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task EqualRequests_ReplayInRecordedOrder_AndThenAreUsedUp()
    {
        await _fixture.RecordAsync(async client =>
        {
            await Assert.ThrowsAsync<R2Exception>(() => client.HeadObjectAsync(Bucket, "k", cancellationToken: Cancellation));
            await client.PutObjectAsync(Bucket, "k", R2Content.FromBytes("1"u8.ToArray()), cancellationToken: Cancellation);
            await client.HeadObjectAsync(Bucket, "k", cancellationToken: Cancellation);
        });
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);

        R2Exception missing = await Assert.ThrowsAsync<R2Exception>(() => offline.HeadObjectAsync(Bucket, "k", cancellationToken: Cancellation));
        R2ObjectInfo found = await offline.HeadObjectAsync(Bucket, "k", cancellationToken: Cancellation);
        R2Exception used = await Assert.ThrowsAsync<R2Exception>(() => offline.HeadObjectAsync(Bucket, "k", cancellationToken: Cancellation));

        Assert.Equal(("NoSuchKey", 1L, R2ErrorCodes.NotRecorded), (missing.Code, found.Size, used.Code));
        Assert.Contains("every such answer has been given (2 recorded)", used.Message, StringComparison.Ordinal);
        R2RecordedRequest unasked = Assert.Single(replay.Unasked);
        Assert.Equal(("PUT", "/bucket/k", 200), (unasked.Method, unasked.Path, unasked.Status));
    }

    [Fact]
    public async Task Strict_RequestThatDiffers_IsRefusedWithTheNearestAndWhatDiffers()
    {
        PutObjectOptions options = new() { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["a"] = "1" } };
        await _fixture.RecordAsync(async client =>
        {
            await client.PutObjectAsync(Bucket, "folder/key-1", R2Content.FromBytes("one"u8.ToArray()), options, Cancellation);
            await client.PutObjectAsync(Bucket, "other", R2Content.FromBytes("two"u8.ToArray()), options, Cancellation);
        });
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);
        options = options with { Metadata = new Dictionary<string, string> { ["a"] = "2" } };

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(
            () => offline.PutObjectAsync(Bucket, "folder/key-1", R2Content.FromBytes("uno!"u8.ToArray()), options, Cancellation));

        Assert.Equal((R2ErrorCodes.NotRecorded, "bucket/folder/key-1", false), (e.Code, e.Address, e.IsRetryable));
        Assert.Contains("holds no answer for PUT /bucket/folder/key-1", e.Message, StringComparison.Ordinal);
        Assert.Contains("Nearest is #1 PUT /bucket/folder/key-1 (200)", e.Message, StringComparison.Ordinal);
        Assert.Contains("header x-amz-meta-a: recorded '1', asked '2'", e.Message, StringComparison.Ordinal);
        Assert.Contains("body: recorded 3 bytes sha256:", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("content-type", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, replay.UnrecordedCount);
    }

    [Fact]
    public async Task NotStrict_UnrecordedReads_AreAnsweredAsByR2AndSaid_UnrecordedWritesAreRefused()
    {
        await _fixture.RecordAsync(client => client.HeadBucketAsync(Bucket, Cancellation));
        using R2Simulation replay = _fixture.Replay(strict: false);
        using R2Client offline = Offline(replay);
        List<string> said = [];
        replay.Unrecorded += (_, request) => said.Add(request.Message);

        R2Exception get = await Assert.ThrowsAsync<R2Exception>(() => offline.GetObjectAsync(Bucket, "k", cancellationToken: Cancellation));
        R2Exception head = await Assert.ThrowsAsync<R2Exception>(() => offline.HeadObjectAsync(Bucket, "k", cancellationToken: Cancellation));
        R2Exception list = await Assert.ThrowsAsync<R2Exception>(() => offline.ListObjectsAsync("no-bucket", cancellationToken: Cancellation));
        R2Exception put = await Assert.ThrowsAsync<R2Exception>(() => offline.PutObjectAsync(Bucket, "k", R2Content.FromBytes(default), cancellationToken: Cancellation));

        Assert.Equal(("NoSuchKey", "NoSuchKey", "NoSuchBucket", R2ErrorCodes.NotRecorded), (get.Code, head.Code, list.Code, put.Code));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, get.StatusCode);
        Assert.Equal(3, said.Count);
        Assert.All(said, static text => Assert.Contains("Nearest is #1 HEAD /bucket", text, StringComparison.Ordinal));
        Assert.Equal(4, replay.UnrecordedCount);
    }

    [Fact]
    public async Task UploadId_OfAnotherRun_MatchesAll_ButItsOwnIsPreferred()
    {
        R2MultipartUpload first = null!;
        R2MultipartUpload second = null!;
        await _fixture.RecordAsync(async client =>
        {
            first = await client.CreateMultipartUploadAsync(Bucket, "k", cancellationToken: Cancellation);
            second = await client.CreateMultipartUploadAsync(Bucket, "k", cancellationToken: Cancellation);
            foreach (R2MultipartUpload upload in new[] { first, second })
            {
                await client.UploadPartAsync(upload, 1, R2Content.FromBytes("p"u8.ToArray()), cancellationToken: Cancellation);
            }

            await client.AbortMultipartUploadAsync(second, Cancellation);
        });
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);
        R2Content part = R2Content.FromBytes("p"u8.ToArray());

        await offline.UploadPartAsync(second, 1, part, cancellationToken: Cancellation);
        Assert.DoesNotContain(replay.Unasked, r => r.Query.Contains(second.UploadId, StringComparison.Ordinal) && r.Method == "PUT");
        await offline.UploadPartAsync(first with { UploadId = "of-another-run" }, 1, part, cancellationToken: Cancellation);
        await offline.AbortMultipartUploadAsync(first with { UploadId = "of-another-run" }, Cancellation);

        Assert.All(replay.Unasked, static r => Assert.Equal("POST", r.Method));
    }

    [Fact]
    public async Task Dates_OfAnotherTime_Match()
    {
        DateTimeOffset yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        await _fixture.RecordAsync(async client =>
        {
            await client.PutObjectAsync(Bucket, "k", R2Content.FromBytes("1"u8.ToArray()), new() { Expires = yesterday }, Cancellation);
            await client.HeadObjectAsync(Bucket, "k", new() { Conditions = new() { IfModifiedSince = yesterday } }, Cancellation);
        });
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);

        await offline.PutObjectAsync(Bucket, "k", R2Content.FromBytes("1"u8.ToArray()), new() { Expires = yesterday.AddYears(3) }, Cancellation);
        await offline.HeadObjectAsync(Bucket, "k", new() { Conditions = new() { IfModifiedSince = yesterday.AddYears(3) } }, Cancellation);

        Assert.Empty(replay.Unasked);
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(100_000, 100_000)]
    public async Task Body_ThatDiffersByLengthOrInOneByte_DoesNotMatch(int recorded, int asked)
    {
        await _fixture.RecordAsync(client => client.PutObjectAsync(Bucket, "k", R2Content.FromBytes(new byte[recorded]), cancellationToken: Cancellation));
        using R2Simulation replay = _fixture.Replay();
        using R2Client offline = Offline(replay);
        byte[] other = new byte[asked];
        other[^1] = 1;

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => offline.PutObjectAsync(Bucket, "k", R2Content.FromBytes(other), cancellationToken: Cancellation));
        await offline.PutObjectAsync(Bucket, "k", R2Content.FromBytes(new byte[recorded]), cancellationToken: Cancellation);

        Assert.Equal(R2ErrorCodes.NotRecorded, e.Code);
    }
}
