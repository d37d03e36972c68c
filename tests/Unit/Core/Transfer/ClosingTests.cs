using R2.Emulator;
using R2.Models;
using R2.Simulation;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

/// <summary>A client that is closed in the middle of something: what ran ends with one clear error, and leaves nothing at the server in silence.</summary>
public sealed class ClosingTests : TransferTest
{
    private static readonly byte[] s_bytes = TransferFixture.Random(2 * TransferFixture.PartSize);

    [Fact]
    public async Task Upload_InParts_IsAbortedBeforeTheConnectionsGo()
    {
        using GatedTransport gate = new(static request => Query(request).Contains("partNumber=2", StringComparison.Ordinal));
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options);
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(Source()), Cancellation);
        await gate.Reached.WaitAsync(Cancellation);

        await client.DisposeAsync();

        Assert.True(upload.IsCompleted);
        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => upload)).Code);
        Assert.Equal((1, 0), (Fixture.Emulator.Requests.CountOf("AbortMultipartUpload"), await Fixture.UnfinishedUploadsAsync()));
        Assert.Empty(Fixture.Notes);
    }

    [Fact]
    public async Task Upload_ThatCannotBeAborted_IsNamedWithWhatEndsIt()
    {
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "AbortMultipartUpload" });
        await CloseAtFirstPartAsync(Fixture.Options);

        string id = Assert.Single((await Fixture.Client.ListMultipartUploadsAsync(TransferFixture.Bucket, cancellationToken: Cancellation)).Uploads).UploadId;
        Assert.Contains(id, Assert.Single(Fixture.Notes), StringComparison.Ordinal);
        Assert.Contains("Stop-R2MultipartUpload", Fixture.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_WithResume_IsKeptAndNamed()
    {
        await CloseAtFirstPartAsync(Fixture.Options with { Resume = true }, R2Content.FromFile(Fixture.FileOf(TransferFixture.Random(2 * TransferFixture.PartSize))));

        string id = Assert.Single((await Fixture.Client.ListMultipartUploadsAsync(TransferFixture.Bucket, cancellationToken: Cancellation)).Uploads).UploadId;
        Assert.Contains(id, Assert.Single(Fixture.Notes), StringComparison.Ordinal);
    }

    /// <summary>An upload whose id nobody knows could not be ended.</summary>
    [Fact]
    public async Task Upload_ThatJustBegins_IsAwaitedAndAborted()
    {
        using GatedTransport gate = new(static request => Query(request).Contains("uploads", StringComparison.Ordinal));
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options);
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(Source()), Cancellation);
        await gate.Reached.WaitAsync(Cancellation);

        Task closing = client.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        gate.Open();
        await closing;

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => upload)).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Copy_InParts_IsAborted()
    {
        await StoreAsync(2 * TransferFixture.PartSize);
        using GatedTransport gate = new(static request => Query(request).Contains("partNumber=", StringComparison.Ordinal));
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options with { CopyThreshold = TransferFixture.PartSize, CopyPartSize = TransferFixture.PartSize });
        Task<R2ObjectInfo> copy = manager.CopyAsync(
            new R2CopyRequest { SourceBucketName = TransferFixture.Bucket, SourceKey = "key", BucketName = TransferFixture.Bucket, Key = "copy", OnEvent = Fixture.Note }, Cancellation);
        await gate.Reached.WaitAsync(Cancellation);

        await client.DisposeAsync();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => copy)).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Download_LeavesNoFile()
    {
        await StoreAsync(3 * TransferFixture.PartSize);
        Fixture.Emulator.Faults.Add(Fault.Stall(100_000) with { Operation = "GetObject" });
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint);
        R2TransferManager manager = new(client, Fixture.Options);
        R2DownloadRequest request = Fixture.Download(Target);
        Task<R2DownloadResult> download = manager.DownloadAsync(request, Cancellation);
        while (request.Progress!.BytesDone == 0)
        {
            await Task.Yield();
        }

        await client.DisposeAsync();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => download)).Code);
        Assert.All(Fixture.FilesLeft(), static file => Assert.StartsWith("state", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_ThatIsBeingRead_EndsWithTheConnection(bool asynchronously)
    {
        await StoreAsync(100_000);
        Fixture.Emulator.Faults.Add(Fault.Stall(50_000) with { Operation = "GetObject" });
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint);
        R2TransferManager manager = new(client, Fixture.Options);
        Stream content = (await manager.OpenReadAsync(TransferFixture.Bucket, "key", cancellationToken: Cancellation)).Content;
        await using Stream body = content;
        TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reading = Task.Run(() => ReadAsync(body, asynchronously, half), Cancellation);
        await half.Task.WaitAsync(Cancellation);

        await client.DisposeAsync();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => reading)).Code);
    }

    [Fact]
    public async Task Stream_OfAClosedConnection_SaysSo()
    {
        await StoreAsync(2 * TransferFixture.PartSize);
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint);
        await using R2ObjectContent content = await client.GetObjectAsync(TransferFixture.Bucket, "key", cancellationToken: Cancellation);

        await client.DisposeAsync();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => content.Content.CopyToAsync(Stream.Null, Cancellation))).Code);
    }

    [Fact]
    public async Task Request_UnderWayAndAfterIt_SaysSo()
    {
        using GatedTransport gate = new(static _ => true);
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        Task<R2BucketPage> list = client.ListBucketsAsync(cancellationToken: Cancellation);
        await gate.Reached.WaitAsync(Cancellation);

        client.Dispose();
        client.Dispose();
        await client.DisposeAsync();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => list)).Code);
        R2Exception after = await Assert.ThrowsAsync<R2Exception>(() => client.ListBucketsAsync(cancellationToken: Cancellation));
        Assert.Equal((R2ErrorCodes.ConnectionClosed, 0, false), (after.Code, after.Attempts, after.IsRetryable));
        R2TransferManager manager = new(client, Fixture.Options);
        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(Source()), Cancellation))).Code);
    }

    [Fact]
    public async Task Cancellation_OfTheCaller_StaysOne()
    {
        using GatedTransport gate = new(static request => Query(request).Contains("partNumber=1", StringComparison.Ordinal));
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options);
        using CancellationTokenSource caller = new();
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(Source()), caller.Token);
        await gate.Reached.WaitAsync(Cancellation);

        await caller.CancelAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    /// <summary>Whenever it comes: nothing is left, and what fails says why.</summary>
    [Fact]
    public async Task Close_AtAnyMoment_LeavesNothing()
    {
        for (int round = 0; round < 11; round++)
        {
            R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint);
            R2TransferManager manager = new(client, Fixture.Options);
            int before = Fixture.Emulator.Requests.Count;
            Task<R2UploadResult>[] uploads = [.. Enumerable.Range(0, 2).Select(i => manager.UploadAsync(Fixture.Upload(Source(), $"key{i}"), Cancellation))];
            while (Fixture.Emulator.Requests.Count < before + (round) && !uploads.All(static upload => upload.IsCompleted))
            {
                await Task.Yield();
            }

            await client.DisposeAsync();

            Assert.All(uploads, static upload => Assert.True(upload.IsCompletedSuccessfully || upload.Exception?.InnerException is R2Exception { Code: R2ErrorCodes.ConnectionClosed }, $"{upload.Exception}"));
            Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        }

        Assert.Empty(Fixture.Notes);
    }

    [Fact]
    public async Task StoppedRecording_LetsTheUploadBeAbortedFirst()
    {
        using GatedTransport gate = new(static request => Query(request).Contains("partNumber=1", StringComparison.Ordinal));
        string folder = Path.Combine(Fixture.Folder, "recording");
        R2Simulation recording = R2Simulation.Record(folder);
        using R2Client client = new(Fixture.Client.Options with { Simulation = recording, Transport = gate });
        R2TransferManager manager = new(client, Fixture.Options);
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(Source()), Cancellation);
        await gate.Reached.WaitAsync(Cancellation);

        recording.Dispose();

        Assert.Equal(R2ErrorCodes.SimulationStopped, (await Assert.ThrowsAsync<R2Exception>(() => upload)).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.Contains("\"DELETE\"", await File.ReadAllTextAsync(Path.Combine(folder, "recording.jsonl"), Cancellation), StringComparison.Ordinal);
        Assert.Empty(Fixture.Notes);
    }

    private static R2Content Source() => R2Content.FromBytes(s_bytes);

    private static string Query(HttpRequestMessage request) => request.RequestUri!.Query;

    private static async Task ReadAsync(Stream body, bool asynchronously, TaskCompletionSource half)
    {
        byte[] buffer = new byte[10_000];
        for (int sum = 0; ;)
        {
            sum += asynchronously ? await body.ReadAsync(buffer) : body.Read(buffer);
            if (sum >= 50_000)
            {
                half.TrySetResult();
            }
        }
    }

    private async Task CloseAtFirstPartAsync(TransferOptions options, R2Content? source = null)
    {
        using GatedTransport gate = new(static request => Query(request).Contains("partNumber=1", StringComparison.Ordinal));
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, options);
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(source ?? Source()), Cancellation);
        await gate.Reached.WaitAsync(Cancellation);

        await client.DisposeAsync();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, (await Assert.ThrowsAsync<R2Exception>(() => upload)).Code);
    }
}
