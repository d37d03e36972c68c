using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>Copies and moves from one server to another: through this process, verified on both sides.</summary>
public sealed class StreamedCopyTests : IDisposable
{
    private readonly TransferFixture _other = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TransferFixture Fixture { get; } = new();

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    [InlineData(PartSize)]
    [InlineData((2 * PartSize) + 5)]
    public async Task Copy_FromAnotherServer_HasBytesAndDescription(int length)
    {
        byte[] bytes = await PutAsync(length);

        R2ObjectInfo copy = await _other.Manager().CopyAsync(Request(), Cancellation);

        Assert.Equal(("to", (long)length, "text/css", "no-store", "ops", R2StorageClass.StandardInfrequentAccess), (copy.Key, copy.Size, copy.ContentType, copy.CacheControl, copy.Metadata["owner"], copy.StorageClass));
        Assert.Equal(bytes, await _other.ReadAsync("to"));
        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [Fact]
    public async Task Copy_FromAnotherServer_ReplacesOrMergesMetadataAsAsked()
    {
        await PutAsync(10);
        CopyObjectOptions options = new() { MetadataDirective = R2MetadataDirective.Merge, CacheControl = "private", Metadata = new Dictionary<string, string> { ["tier"] = "2" } };

        R2ObjectInfo merged = await _other.Manager().CopyAsync(Request() with { Options = options }, Cancellation);
        R2ObjectInfo replaced = await _other.Manager().CopyAsync(Request() with { Options = options with { MetadataDirective = R2MetadataDirective.Replace } }, Cancellation);

        Assert.Equal(("text/css", "private", 2), (merged.ContentType, merged.CacheControl, merged.Metadata.Count));
        Assert.Equal(["tier"], replaced.Metadata.Keys);
        Assert.NotEqual("text/css", replaced.ContentType);
    }

    [Fact]
    public async Task Copy_OfTheSameNameElsewhere_IsNoCopyOntoItself()
    {
        byte[] bytes = await PutAsync(10);
        await _other.Manager().CopyAsync(Request() with { Key = "key" }, Cancellation);
        Assert.Equal(bytes, await _other.ReadAsync());
    }

    [Theory]
    [InlineData(5000)]
    [InlineData((2 * PartSize) + 5)]
    public async Task Move_ToAnotherServer_RemovesTheSourceAtLast(int length)
    {
        byte[] bytes = await PutAsync(length);
        await _other.Manager().MoveAsync(Request(), Cancellation);
        Assert.Equal(bytes, await _other.ReadAsync("to"));
        Assert.False(await IsThereAsync());
    }

    [Fact]
    public async Task Move_ToAnotherServerWhereItExists_IsRefusedUnlessItMayOverwrite()
    {
        byte[] bytes = await PutAsync(10);
        await _other.Client.PutObjectAsync(Bucket, "to", new byte[] { 1 }, cancellationToken: Cancellation);

        Assert.Equal(R2ErrorCodes.ObjectExists, (await Assert.ThrowsAsync<R2Exception>(() => _other.Manager().MoveAsync(Request(), Cancellation))).Code);
        Assert.True(await IsThereAsync());
        Assert.Equal([1], await _other.ReadAsync("to"));
        await _other.Manager().MoveAsync(Request() with { Overwrite = true }, Cancellation);
        Assert.Equal(bytes, await _other.ReadAsync("to"));
    }

    [Fact]
    public async Task Move_SourceWrittenMeanwhile_IsKept()
    {
        await PutAsync(10);
        Fixture.Emulator.Faults.Add(Fault.Status(412, "PreconditionFailed") with { Operation = "HeadObject", SkipFirst = 1, Times = 1 });
        Assert.Equal(R2ErrorCodes.SourceChanged, (await Assert.ThrowsAsync<R2Exception>(() => _other.Manager().MoveAsync(Request(), Cancellation))).Code);
        Assert.True(await IsThereAsync());
    }

    [Theory]
    [InlineData("PutObject", 5000)]
    [InlineData("UploadPart", (2 * PartSize) + 5)]
    [InlineData("CompleteMultipartUpload", (2 * PartSize) + 5)]
    public async Task Move_DestinationFails_KeepsTheSourceAndLeavesNothing(string operation, int length)
    {
        await PutAsync(length);
        _other.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = operation });
        await Assert.ThrowsAsync<R2Exception>(() => _other.Manager().MoveAsync(Request(), Cancellation));
        Assert.True(await IsThereAsync());
        Assert.Equal(0, await _other.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Move_SourceCorruptedOnTheWay_IsKeptAndStoresNothing()
    {
        await PutAsync(5000);
        Fixture.Emulator.Faults.Add(Fault.CorruptResponseByte(100) with { Operation = "GetObject" });
        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => _other.Manager().MoveAsync(Request(), Cancellation));
        Assert.Equal(R2ErrorCodes.ChecksumMismatch, exception.Code);
        Assert.True(await IsThereAsync());
        Assert.Empty((await _other.Client.ListObjectsAsync(Bucket, cancellationToken: Cancellation)).Objects);
    }

    [Fact]
    public async Task Copy_ConnectionOfTheSourceBreaks_GoesOn()
    {
        byte[] bytes = await PutAsync((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(PartSize + 100) with { Operation = "GetObject", Times = 1 });
        await _other.Manager().CopyAsync(Request(), Cancellation);
        Assert.Equal(bytes, await _other.ReadAsync("to"));
    }

    public void Dispose()
    {
        _other.Dispose();
        Fixture.Dispose();
    }

    private R2CopyRequest Request() => new() { SourceClient = Fixture.Client, SourceBucketName = Bucket, SourceKey = "key", BucketName = Bucket, Key = "to" };

    private async Task<byte[]> PutAsync(int length)
    {
        byte[] bytes = Random(length);
        PutObjectOptions options = new()
        {
            ContentType = "text/css",
            CacheControl = "no-store",
            StorageClass = R2StorageClass.StandardInfrequentAccess,
            Metadata = new Dictionary<string, string> { ["owner"] = "ops" },
        };
        await Fixture.Manager().UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)) with { Options = options }, Cancellation);
        return bytes;
    }

    private async Task<bool> IsThereAsync() => (await Fixture.Client.ListObjectsAsync(Bucket, cancellationToken: Cancellation)).Objects.Any(static item => item.Key == "key");
}
