using R2.Models;
using R2.Transfer;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class CopyTests : TransferTest
{
    [Fact]
    public async Task Copy_AboveTheThreshold_CopiesInPartsWithEverythingStored()
    {
        byte[] bytes = Random((3 * PartSize) + 5);
        using R2TransferManager manager = Fixture.Manager(o => o with { CopyThreshold = PartSize, CopyPartSize = PartSize });
        await manager.UploadAsync(
            Fixture.Upload(UploadSource.FromBytes(bytes)) with { Options = new PutObjectOptions { ContentType = "text/x", Metadata = new Dictionary<string, string> { ["a"] = "ü" } } }, Cancellation);

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
}
