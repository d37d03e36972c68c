using System.Net;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public sealed class MoverTests : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly TransferFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Move_KeepsBytesMetadataAndClass_AndRemovesTheSource(bool inParts)
    {
        byte[] bytes = TransferFixture.Random((6 * MiB) + 1);
        await PutAsync("from", bytes, new PutObjectOptions
        {
            ContentType = "text/css",
            StorageClass = R2StorageClass.StandardInfrequentAccess,
            Metadata = new Dictionary<string, string> { ["owner"] = "ops" },
        });
        R2TransferManager manager = _fixture.Manager(options => inParts ? options with { CopyThreshold = 5 * MiB, CopyPartSize = 5 * MiB } : options);

        R2ObjectInfo moved = await manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken);

        Assert.Equal(("to", "text/css", "ops", R2StorageClass.StandardInfrequentAccess), (moved.Key, moved.ContentType, moved.Metadata["owner"], moved.StorageClass));
        byte[] copied = await _fixture.ReadAsync("to");
        Assert.True(bytes.AsSpan().SequenceEqual(copied));
        Assert.False(await ExistsAsync("from"));
        Assert.Equal(inParts, _fixture.Emulator.Requests.Any(request => request.Operation == "UploadPartCopy"));
    }

    [Fact]
    public async Task Move_ObjectOfParts_WhoseETagIsNoMd5_IsMoved()
    {
        R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(TransferFixture.Random(11 * MiB), "memory"), "from"), TestContext.Current.CancellationToken);

        R2ObjectInfo moved = await manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken);

        Assert.Equal(11 * MiB, moved.Size);
        Assert.False(await ExistsAsync("from"));
    }

    [Theory]
    [InlineData("caf\u00e9", "caf\u00e9")]
    [InlineData("caf\u00e9", "cafe\u0301")] // One object at R2, in two spellings: deleting the source would delete the copy.
    public async Task Move_OntoItself_RefusedBeforeAnythingIsSent(string from, string to)
    {
        await PutAsync(from, [1]);
        int before = _fixture.Emulator.Requests.Count;
        R2TransferManager manager = _fixture.Manager();

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request(from, to), TestContext.Current.CancellationToken));

        Assert.Equal(R2ErrorCodes.SameObject, exception.Code);
        Assert.Equal(before, _fixture.Emulator.Requests.Count);
        Assert.True(await ExistsAsync(from));
    }

    [Theory]
    [InlineData("CopyObject")]
    [InlineData("DeleteObject")]
    public async Task Move_StepRefused_SourceIsStillThere(string operation)
    {
        await PutAsync("from", [1, 2, 3]);
        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = operation });
        R2TransferManager manager = _fixture.Manager();

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken));

        Assert.Equal("AccessDenied", exception.Code);
        Assert.True(await ExistsAsync("from"));
    }

    [Fact]
    public async Task Move_SourceWrittenMeanwhile_IsKept()
    {
        await PutAsync("from", [1, 2, 3]);
        R2TransferManager manager = Meddling("PUT", () => PutAsync("from", [9, 9]));

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken));

        Assert.Equal(R2ErrorCodes.SourceChanged, exception.Code);
        Assert.Equal([9, 9], await _fixture.ReadAsync("from"));
    }

    [Fact]
    public async Task Move_DestinationWrittenMeanwhile_SourceIsKept()
    {
        await PutAsync("from", [1, 2, 3]);
        R2TransferManager manager = Meddling("PUT", () => PutAsync("to", [9, 9]));

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken));

        Assert.Equal(R2ErrorCodes.ObjectChanged, exception.Code);
        Assert.Equal([1, 2, 3], await _fixture.ReadAsync("from"));
    }

    [Fact]
    public async Task Move_DestinationExists_RefusedUnlessItMayBeReplaced()
    {
        await PutAsync("from", [1]);
        await PutAsync("to", [2]);
        R2TransferManager manager = _fixture.Manager();

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken));
        Assert.Equal((R2ErrorCodes.ObjectExists, "to"), (exception.Code, exception.Key));
        Assert.Equal([1], await _fixture.ReadAsync("from"));
        Assert.Equal([2], await _fixture.ReadAsync("to"));
        Assert.Equal(0, _fixture.Emulator.Requests.CountOf("CopyObject"));

        await manager.MoveAsync(Request("from", "to") with { Overwrite = true }, TestContext.Current.CancellationToken);
        Assert.Equal([1], await _fixture.ReadAsync("to"));
        Assert.False(await ExistsAsync("from"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11 * MiB)]
    public async Task Move_DestinationWrittenAfterItWasLookedAt_IsKeptAsTheSourceIs(int size)
    {
        byte[] content = TransferFixture.Random(size);
        await PutAsync("from", content);
        R2TransferManager manager = Meddling("HEAD", () => PutAsync("to", [9, 9]), _fixture.Options with { CopyThreshold = 5 * MiB, CopyPartSize = 5 * MiB });

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "to"), TestContext.Current.CancellationToken));

        Assert.Equal(R2ErrorCodes.ObjectExists, exception.Code);
        Assert.Equal(content, await _fixture.ReadAsync("from"));
        Assert.Equal([9, 9], await _fixture.ReadAsync("to"));
    }

    [Fact]
    public async Task Move_ConditionsHoldAtBothEnds()
    {
        await PutAsync("from", [1]);
        await PutAsync("to", [2]);
        R2TransferManager manager = _fixture.Manager();

        CopyObjectOptions create = new() { DestinationConditions = new() { IfNoneMatch = "*" } };
        CopyObjectOptions stale = new() { SourceConditions = new() { IfMatch = "0" } };
        Assert.Equal("PreconditionFailed", (await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "to") with { Options = create }, TestContext.Current.CancellationToken))).Code);
        Assert.Equal("PreconditionFailed", (await Assert.ThrowsAsync<R2Exception>(() => manager.MoveAsync(Request("from", "new") with { Options = stale }, TestContext.Current.CancellationToken))).Code);
        Assert.Equal([1], await _fixture.ReadAsync("from"));
        Assert.Equal([2], await _fixture.ReadAsync("to"));
    }

    private static R2CopyRequest Request(string from, string to) =>
        new() { SourceBucketName = TransferFixture.Bucket, SourceKey = from, BucketName = TransferFixture.Bucket, Key = to };

    private Task<R2PutResult> PutAsync(string key, byte[] bytes, PutObjectOptions? options = null) =>
        _fixture.Client.PutObjectAsync(TransferFixture.Bucket, key, R2Content.FromBytes(bytes), options);

    private async Task<bool> ExistsAsync(string key)
    {
        try
        {
            await _fixture.Client.HeadObjectAsync(TransferFixture.Bucket, key);
            return true;
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Transfers whose first request of a method is followed by what somebody else does.</summary>
    private R2TransferManager Meddling(string method, Func<Task> meddle, TransferOptions? options = null) => new(
        new R2Client(new R2ClientOptions
        {
            Credential = new R2Credential(_fixture.Emulator.AccessKeyId, _fixture.Emulator.SecretAccessKey),
            Endpoint = _fixture.Emulator.Endpoint,
            Transport = new MeddlingTransport(method, meddle),
        }),
        options ?? _fixture.Options);

    private sealed class MeddlingTransport(string method, Func<Task> meddle) : DelegatingHandler(new SocketsHttpHandler())
    {
        private Func<Task>? _meddle = meddle;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            if (request.Method.Method == method && Interlocked.Exchange(ref _meddle, null) is { } action)
            {
                await action();
            }

            return answer;
        }
    }
}
