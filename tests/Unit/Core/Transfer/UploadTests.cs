using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class UploadTests : TransferTest
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(PartSize - 1, 0)]
    [InlineData(PartSize, 0)]
    [InlineData(PartSize + 1, 2)]
    [InlineData(2 * PartSize, 2)]
    [InlineData((3 * PartSize) + 1, 4)]
    public async Task Upload_EverySource_StoresEveryByteInEqualParts(int length, int parts)
    {
        byte[] bytes = Random(length);
        R2TransferManager manager = Fixture.Manager();
        Dictionary<string, R2Content> sources = new()
        {
            ["file"] = R2Content.FromFile(Fixture.FileOf(bytes)),
            ["memory"] = R2Content.FromBytes(bytes),
            ["seekable"] = R2Content.FromStream(new MemoryStream(bytes)),
            ["pipe"] = R2Content.FromStream(new TrickleStream(bytes)),
        };
        foreach ((string key, R2Content source) in sources)
        {
            R2UploadResult result = await manager.UploadAsync(Fixture.Upload(source, key), Cancellation);

            // A pipe of exactly one part cannot know that nothing follows, and goes as an upload of one part.
            int expected = key == "pipe" && length == PartSize ? 1 : parts;
            Assert.Equal((key, (long)length, expected, 1), (result.Key, result.Size, result.PartCount, result.Attempts));
            Assert.Equal(bytes, await Fixture.ReadAsync(key));
            Assert.Equal((await Fixture.Client.HeadObjectAsync(Bucket, key, cancellationToken: Cancellation)).ETag, result.ETag);
            Assert.Equal(R2ChecksumAlgorithm.Crc32C, result.Checksum!.Kind);
        }

        Assert.Equal(["source.bin"], Fixture.FilesLeft());
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_PermanentError_IsNotRepeated()
    {
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[1])) with { BucketName = "missing" }, Cancellation));

        Assert.Equal(("NoSuchBucket", 1), (e.Code, Fixture.Emulator.Requests.CountOf("PutObject")));
    }

    [Fact]
    public async Task Upload_NoClobberWhoseReplyWasLost_IsSuccessNotConflict()
    {
        Fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "PutObject", Times = 1 });
        R2TransferManager manager = Fixture.Manager();
        R2UploadRequest request = Fixture.Upload(R2Content.FromBytes("mine"u8.ToArray())) with { Options = new PutObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "*" } } };

        await manager.UploadAsync(request, Cancellation);
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(request, Cancellation));

        Assert.Equal("PreconditionFailed", e.Code);
    }

    [Fact]
    public async Task Upload_NoClobberOfALargeObjectThatIsThere_FailsBeforeTheFirstByte()
    {
        R2TransferManager manager = Fixture.Manager();
        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes("there"u8.ToArray())), Cancellation);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(
            Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])) with { Options = new PutObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "*" } } }, Cancellation));

        Assert.Equal(("PreconditionFailed", 0), (e.Code, Fixture.Emulator.Requests.CountOf("UploadPart")));
    }

    [Fact]
    public async Task Upload_SamePairTwiceAtOnce_IsRefused()
    {
        string path = Fixture.FileOf(Random(2 * PartSize));
        Fixture.Emulator.Faults.Add(Fault.Stall() with { Operation = "UploadPart", Times = 2 });
        R2TransferManager manager = Fixture.Manager();
        using CancellationTokenSource cancellation = new();
        R2TransferProgress progress = new("key");
        Task first = manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)) with { Progress = progress }, cancellation.Token);
        while (progress.BytesDone == 0)
        {
            await Task.Yield();
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation));

        Assert.Equal("TransferInProgress", e.Code);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Theory]
    [InlineData(R2ChecksumAlgorithm.Sha256)]
    [InlineData(R2ChecksumAlgorithm.Crc64Nvme)]
    public async Task Upload_ChecksumThatPartsCannotHave_IsRefusedBeforeTheFirstByte(R2ChecksumAlgorithm algorithm)
    {
        R2TransferManager manager = Fixture.Manager(o => o with { Checksum = algorithm });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])), Cancellation));

        Assert.Equal("InvalidSetting", e.Code);
        Assert.Empty(Fixture.Emulator.Requests);
    }

    /// <summary>It would be compared with each part, or go unheeded.</summary>
    [Fact]
    public async Task Upload_ChecksumOfItsOwn_IsRefusedBeforeTheFirstByte()
    {
        R2TransferManager manager = Fixture.Manager();
        foreach (PutObjectOptions options in new PutObjectOptions[] { new() { ContentMd5 = "1B2M2Y8AsgTpgAmY7PhCfg==" }, new() { Checksum = new(R2ChecksumAlgorithm.Crc32C, "AAAAAA==") } })
        {
            R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[5])) with { Options = options }, Cancellation));

            Assert.Equal("InvalidSetting", e.Code);
        }

        Assert.Empty(Fixture.Emulator.Requests);
    }

    [Fact]
    public async Task Upload_WithListener_ReportsUntilAllBytesAreThere()
    {
        R2TransferManager manager = Fixture.Manager();
        Reports reports = new();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[3 * PartSize])) with { Progress = new("key") { Listener = reports } }, Cancellation);

        Assert.Equal(("key", 3L * PartSize), reports.Last);
    }

    private sealed class Reports : IProgress<R2TransferProgress>
    {
        public (string Name, long Done) Last { get; private set; }

        public void Report(R2TransferProgress value) => Last = (value.Name, value.BytesDone);
    }

    [Fact]
    public async Task Upload_LargeObject_KeepsWhatIsStoredWithIt()
    {
        R2TransferManager manager = Fixture.Manager();
        await manager.UploadAsync(
            Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])) with
            {
                Options = new PutObjectOptions { ContentType = "text/x", CacheControl = "no-store", Metadata = new Dictionary<string, string> { ["a"] = "ü" }, StorageClass = "STANDARD_IA" },
            },
            Cancellation);

        R2ObjectInfo info = await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        Assert.Equal(("text/x", "no-store", "ü", "STANDARD_IA"), (info.ContentType, info.CacheControl, info.Metadata["a"], info.StorageClass));
    }

    [Fact]
    public async Task Upload_CustomersKey_StoresInOneAndInParts()
    {
        SseCustomerKey key = new(Random(32));
        R2TransferManager manager = Fixture.Manager();
        foreach (int length in new[] { 100, 2 * PartSize })
        {
            byte[] bytes = Random(length);
            await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)) with { Options = new PutObjectOptions { SseCustomerKey = key } }, Cancellation);
            string path = Path.Combine(Fixture.Folder, "down.bin");
            await manager.DownloadAsync(Fixture.Download(path) with { Options = new GetObjectOptions { SseCustomerKey = key } }, Cancellation);
            Assert.Equal(bytes, File.ReadAllBytes(path));
        }
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10, false)]
    [InlineData((2 * TransferFixture.PartSize) + 5, true)]
    [InlineData((2 * TransferFixture.PartSize) + 5, false)]
    public async Task Upload_StreamClosedMeanwhile_SaysSo(int length, bool seekable)
    {
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromStream(new ClosingStream(length, seekable))), Cancellation));

        Assert.Equal((R2ErrorCodes.SourceUnreadable, "The stream was closed while it was being read."), (e.Code, e.Message));
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    /// <summary>Somebody closes it as soon as it is read.</summary>
    private sealed class ClosingStream(int length, bool seekable) : MemoryStream(new byte[length])
    {
        private bool _isRead;

        public override bool CanSeek => seekable;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_isRead || buffer.Length > 0 && !seekable)
            {
                Dispose();
            }

            _isRead = true;
            ObjectDisposedException.ThrowIf(!CanRead, this);
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 5)], cancellationToken);
        }
    }
}
