using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>What arrives is compared with whatever is stored with the object: a checksum of any kind, or the entity tag.</summary>
public sealed class DownloadVerificationTests : TransferTest
{
    [Theory]
    [InlineData(R2ChecksumAlgorithm.Crc32, 1000)]
    [InlineData(R2ChecksumAlgorithm.Crc64Nvme, 1000)]
    [InlineData(R2ChecksumAlgorithm.Sha1, 1000)]
    [InlineData(R2ChecksumAlgorithm.Sha256, 0)]
    [InlineData(R2ChecksumAlgorithm.Sha256, 1000)]
    [InlineData(R2ChecksumAlgorithm.Crc32, (3 * PartSize) + 5)]
    [InlineData(R2ChecksumAlgorithm.Crc64Nvme, (3 * PartSize) + 5)]
    [InlineData(R2ChecksumAlgorithm.Sha1, (3 * PartSize) + 5)]
    [InlineData(R2ChecksumAlgorithm.Sha256, (3 * PartSize) + 5)]
    public async Task Download_EveryAlgorithm_IsComparedWholeOrInSlices(R2ChecksumAlgorithm algorithm, int length)
    {
        byte[] bytes = Random(length);
        R2Content body = R2Content.FromBytes(bytes);
        R2Checksum checksum = await body.ComputeChecksumAsync(algorithm, Cancellation);
        await Fixture.Client.PutObjectAsync(Bucket, "key", body, new PutObjectOptions { Checksum = checksum }, Cancellation);
        R2TransferManager manager = Fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal((checksum, false), (result.VerifiedChecksum, result.VerifiedETag));
        if (length > 0)
        {
            await AssertCorruptionIsSeenAsync(manager, algorithm.ToString().ToUpperInvariant());
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData((3 * PartSize) + 5)]
    public async Task Download_NoChecksumStored_ComparesTheETagThatIsAnMd5(int length)
    {
        await Fixture.Client.PutObjectAsync(Bucket, "key", R2Content.FromBytes(Random(length)), cancellationToken: Cancellation);
        R2TransferManager manager = Fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal((null, true), (result.VerifiedChecksum, result.VerifiedETag));
        await AssertCorruptionIsSeenAsync(manager, "MD5");
    }

    [Fact]
    public async Task Download_CustomersKey_DoesNotTakeTheETagForAnMd5()
    {
        SseCustomerKey key = new(Random(32));
        await Fixture.Client.PutObjectAsync(Bucket, "key", R2Content.FromBytes(Random(1000)), new PutObjectOptions { SseCustomerKey = key }, Cancellation);
        R2TransferManager manager = Fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target) with { Options = new GetObjectOptions { SseCustomerKey = key } }, Cancellation);

        Assert.Equal((null, false), (result.VerifiedChecksum, result.VerifiedETag));
        Assert.Equal(Random(1000), File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_InOneRequestOfAnObjectOfParts_ComparesTheCompositeChecksum()
    {
        byte[] bytes = await StoreAsync((3 * PartSize) + 5);
        R2TransferManager manager = Fixture.Manager(o => o with { MultipartThreshold = R2Client.MaxSingleUploadBytes });

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.EndsWith("-4", result.VerifiedChecksum!.Value, StringComparison.Ordinal);
        await AssertCorruptionIsSeenAsync(manager, "CRC32C");
    }

    [Fact]
    public async Task Download_WithoutChecksums_ComparesNothing()
    {
        await StoreAsync(1000);
        Fixture.Emulator.Faults.Add(Fault.CorruptResponseByte(17) with { Operation = "GetObject", Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { Checksum = null });

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal((null, false), (result.VerifiedChecksum, result.VerifiedETag));
        Assert.NotEqual(Random(1000), File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData((3 * PartSize) + 5)]
    public async Task OpenRead_ByteCorruptedOnTheWay_NeverHandsOutTheEnd(int length)
    {
        await StoreAsync(length);
        Fixture.Emulator.Faults.Add(Fault.CorruptResponseByte(17) with { Operation = "GetObject", Times = 1 });
        R2TransferManager manager = Fixture.Manager();
        Stream content = (await manager.OpenReadAsync(Bucket, "key", cancellationToken: Cancellation)).Content;
        await using (content)
        {
            using MemoryStream read = new();

            R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => content.CopyToAsync(read, Cancellation));

            Assert.Equal("ChecksumMismatch", e.Code);
            Assert.InRange(read.Length, 0, length - 1);
        }
    }

    private async Task AssertCorruptionIsSeenAsync(R2TransferManager manager, string named)
    {
        File.WriteAllText(Target, "before");
        Fixture.Emulator.Faults.Add(Fault.CorruptResponseByte(17) with { Operation = "GetObject", Times = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));

        Assert.Equal("ChecksumMismatch", e.Code);
        Assert.Contains($"has the checksum {named} ", e.Message, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(Target));
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }
}
