using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using R2.Unit.Support.Lies;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class CopyTests : TransferTest
{
    [Fact]
    public async Task Copy_AboveTheThreshold_CopiesInPartsWithEverythingStored()
    {
        byte[] bytes = Random((3 * PartSize) + 5);
        R2TransferManager manager = Fixture.Manager(o => o with { CopyThreshold = PartSize, CopyPartSize = PartSize });
        await manager.UploadAsync(
            Fixture.Upload(R2Content.FromBytes(bytes)) with { Options = new PutObjectOptions { ContentType = "text/x", Metadata = new Dictionary<string, string> { ["a"] = "ü" } } }, Cancellation);

        R2ObjectInfo copy = await manager.CopyAsync(new R2CopyRequest { SourceBucketName = Bucket, SourceKey = "key", BucketName = Bucket, Key = "copy" }, Cancellation);
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.CopyAsync(
            new R2CopyRequest
            {
                SourceBucketName = Bucket,
                SourceKey = "key",
                BucketName = Bucket,
                Key = "copy",
                Options = new CopyObjectOptions { DestinationConditions = new R2Conditions { IfNoneMatch = "*" } },
            },
            Cancellation));

        Assert.Equal(bytes, await Fixture.ReadAsync("copy"));
        Assert.Equal(("text/x", "ü", bytes.Length), (copy.ContentType, copy.Metadata["a"], copy.Size));
        Assert.Equal(8, Fixture.Emulator.Requests.CountOf("UploadPartCopy"));
        Assert.Equal("PreconditionFailed", e.Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "TooManyRequests")]
    public async Task Copy_PassingErrorOnEveryOperation_Succeeds(int status, string code)
    {
        byte[] bytes = await StoreAsync((2 * PartSize) + 5);
        string[] operations = ["HeadObject", "CopyObject", "CreateMultipartUpload", "UploadPartCopy", "CompleteMultipartUpload"];
        foreach (string operation in operations)
        {
            Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = operation, Times = 2 });
        }

        R2TransferManager inParts = Fixture.Manager(o => o with { CopyThreshold = PartSize, CopyPartSize = PartSize });
        R2TransferManager whole = Fixture.Manager();
        await inParts.CopyAsync(To("copy"), Cancellation);
        await whole.CopyAsync(To("whole"), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync("copy"));
        Assert.Equal(bytes, await Fixture.ReadAsync("whole"));
        Assert.All(operations, operation => Assert.InRange(Fixture.Emulator.Requests.CountOf(operation), 3, 9));
    }

    [Theory]
    [InlineData("UploadPartCopy")]
    [InlineData("CompleteMultipartUpload")]
    public async Task Copy_ReplyLostOrErrorIn200_Succeeds(string operation)
    {
        byte[] bytes = await StoreAsync((2 * PartSize) + 5);
        Fixture.Emulator.Requests.Clear();
        Fixture.Emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = operation, Times = 1 });
        Fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = operation, SkipFirst = 1, Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { CopyThreshold = PartSize, CopyPartSize = PartSize, Concurrency = 1 });

        await manager.CopyAsync(To("copy"), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync("copy"));
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.InRange(Fixture.Emulator.Requests.CountOf(operation), 2, 5);
    }

    [Fact]
    public async Task Copy_SourceReplacedMeanwhile_FailsAndLeavesNothing()
    {
        await StoreAsync((2 * PartSize) + 5);
        using GatedTransport gate = new(request => request.RequestUri!.Query.Contains("uploads", StringComparison.Ordinal));
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options with { CopyThreshold = PartSize, CopyPartSize = PartSize });
        Task copy = manager.CopyAsync(To("copy"), Cancellation);
        await gate.Reached;
        await Fixture.Client.PutObjectAsync(Bucket, "key", R2Content.FromBytes(Random((2 * PartSize) + 5, 9)), cancellationToken: Cancellation);
        gate.Open();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => copy);

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync("copy"))).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Copy_OntoItselfInParts_DoesNotUndoWhatSomebodyWritesMeanwhile()
    {
        await StoreAsync((2 * PartSize) + 5);
        int looks = 0;
        using GatedTransport gate = new(request => request.Method == HttpMethod.Head && Interlocked.Increment(ref looks) == 2);
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options with { CopyThreshold = PartSize, CopyPartSize = PartSize });
        Task copy = manager.CopyAsync(
            To("key") with { Options = new CopyObjectOptions { MetadataDirective = R2MetadataDirective.Merge, Metadata = new Dictionary<string, string> { ["a"] = "b" } } }, Cancellation);
        await gate.Reached; // The parts are copied and the source was the same to the last.
        await Fixture.Client.PutObjectAsync(Bucket, "key", R2Content.FromBytes(new byte[11]), cancellationToken: Cancellation);
        gate.Open();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => copy);

        Assert.Equal("PreconditionFailed", e.Code);
        Assert.Equal(11, (await Fixture.ReadAsync()).Length);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Copy_OfOtherBytes_IsNoCopy()
    {
        byte[] bytes = await StoreAsync(10);
        using LyingServer server = new(Fixture.Emulator.Endpoint, async (heard, ask) =>
        {
            Told told = await ask();
            return heard.Operation == "CopyObject" ? told.SetElement("ETag", $"\"{new string('f', 32)}\"")
                : heard.Head.Contains("/copy ", StringComparison.Ordinal) ? told.Set("ETag", $"\"{new string('f', 32)}\"")
                : told;
        });
        using R2Client client = Fixture.ClientOf(server.Endpoint);
        R2TransferManager manager = new(client, Fixture.Options);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.CopyAsync(To("copy"), Cancellation));

        Assert.Equal((R2ErrorCodes.ChecksumMismatch, "copy"), (e.Code, e.Key));
        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_OntoItselfWithNothingNew_RefusedBeforeAnythingIsSent(bool merges)
    {
        await StoreAsync(10);
        int before = Fixture.Emulator.Requests.Count;
        R2TransferManager manager = Fixture.Manager();
        R2CopyRequest request = To("key") with { Options = new CopyObjectOptions { MetadataDirective = merges ? R2MetadataDirective.Merge : R2MetadataDirective.Copy } };

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.CopyAsync(request, Cancellation));

        Assert.Equal((R2ErrorCodes.SameObject, "key"), (e.Code, e.Key));
        Assert.Equal(before, Fixture.Emulator.Requests.Count);
    }

    private static R2CopyRequest To(string key) => new() { SourceBucketName = Bucket, SourceKey = "key", BucketName = Bucket, Key = key };
}
