using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class DownloadTests : TransferTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartSize)]
    [InlineData(PartSize + 1)]
    [InlineData((4 * PartSize) + 1)]
    public async Task Download_AnyLength_WritesEveryByteVerifiedAndNothingElse(int length)
    {
        byte[] bytes = await StoreAsync(length);
        R2TransferManager manager = Fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal((long)length, result.Size);
        Assert.Equal(R2ChecksumAlgorithm.Crc32C, result.VerifiedChecksum!.Kind);
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_PartsLargerThanSlicesAndUneven_VerifiesTheCompositeChecksum()
    {
        byte[] bytes = Random((7 * PartSize) + 123);
        R2TransferManager up = Fixture.Manager(o => o with { PartSize = (3 * PartSize) - 7 });
        await up.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        R2TransferManager manager = Fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.EndsWith("-3", result.VerifiedChecksum!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_OneLongPut_VerifiesItsWholeChecksumOutOfSlices()
    {
        byte[] bytes = Random((3 * PartSize) + 123);
        R2TransferManager up = Fixture.Manager(o => o with { MultipartThreshold = R2Client.MaxSingleUploadBytes });
        await up.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        R2TransferManager manager = Fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(R2ChecksumAlgorithm.Crc32C, result.VerifiedChecksum!.Kind);
    }

    [Fact]
    public async Task Download_Range_WritesTheRangeAlone()
    {
        byte[] bytes = await StoreAsync((2 * PartSize) + 5);
        R2TransferManager manager = Fixture.Manager();

        await manager.DownloadAsync(Fixture.Download(Target) with { Options = new GetObjectOptions { Range = new R2ByteRange(10, (PartSize * 2) + 1) } }, Cancellation);

        Assert.Equal(bytes[10..((PartSize * 2) + 2)], File.ReadAllBytes(Target));
    }
}
