using R2.Emulator;
using R2.Models;
using R2.Transfer;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class UploadTests : IDisposable
{
    private readonly TransferFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

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
        using R2TransferManager manager = _fixture.Manager();
        Dictionary<string, UploadSource> sources = new()
        {
            ["file"] = UploadSource.FromFile(_fixture.FileOf(bytes)),
            ["memory"] = UploadSource.FromBytes(bytes),
            ["seekable"] = UploadSource.FromStream(new MemoryStream(bytes)),
            ["pipe"] = UploadSource.FromStream(new TrickleStream(bytes)),
        };
        foreach ((string key, UploadSource source) in sources)
        {
            R2UploadResult result = await manager.UploadAsync(_fixture.Upload(source, key), Cancellation);

            // A pipe of exactly one part cannot know that nothing follows, and goes as an upload of one part.
            int expected = key == "pipe" && length == PartSize ? 1 : parts;
            Assert.Equal((key, (long)length, expected, 1), (result.Key, result.Size, result.PartCount, result.Attempts));
            Assert.Equal(bytes, await _fixture.ReadAsync(key));
            Assert.Equal((await _fixture.Client.HeadObjectAsync(Bucket, key, cancellationToken: Cancellation)).ETag, result.ETag);
            Assert.Equal(R2ChecksumAlgorithm.Crc32C, result.Checksum!.Algorithm);
        }

        Assert.Equal(["source.bin"], _fixture.FilesLeft());
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "TooManyRequests")]
    public async Task Upload_PassingErrorOnEveryOperation_Succeeds(int status, string code)
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        foreach (string operation in new[] { "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "PutObject" })
        {
            _fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = operation, Times = 2 });
        }

        using R2TransferManager manager = _fixture.Manager();
        R2UploadResult result = await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes("small"u8.ToArray()), "small"), Cancellation);

        Assert.Equal(bytes, await _fixture.ReadAsync());
        Assert.Equal("small"u8.ToArray(), await _fixture.ReadAsync("small"));
        Assert.InRange(result.Attempts, 4, 7);
    }

    [Fact]
    public async Task Upload_ErrorThatStays_GivesUpAfterItsAttemptsAndLeavesNoUpload()
    {
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart" });
        using R2TransferManager manager = _fixture.Manager(o => o with { Concurrency = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(UploadSource.FromFile(_fixture.FileOf(Random(3 * PartSize)))), Cancellation));

        Assert.Equal(("ServiceUnavailable", 3), (e.Code, e.Attempts));
        Assert.Equal(3, _fixture.Emulator.Requests.CountOf("UploadPart"));
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
        Assert.Equal(["source.bin"], _fixture.FilesLeft());
    }

    [Fact]
    public async Task Upload_PermanentError_IsNotRepeated()
    {
        using R2TransferManager manager = _fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(new byte[1])) with { BucketName = "missing" }, Cancellation));

        Assert.Equal(("NoSuchBucket", 1), (e.Code, _fixture.Emulator.Requests.CountOf("PutObject")));
    }

    [Theory]
    [InlineData("UploadPart", false)]
    [InlineData("UploadPart", true)]
    [InlineData("CompleteMultipartUpload", true)]
    [InlineData("CreateMultipartUpload", true)]
    public async Task Upload_ConnectionLostOrReplyLost_Succeeds(string operation, bool reply)
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        _fixture.Emulator.Faults.Add((reply ? Fault.DropReply() : Fault.DropRequestBodyAfter(1_000_000)) with { Operation = operation, Times = 1, SkipFirst = operation == "UploadPart" ? 1 : 0 });
        using R2TransferManager manager = _fixture.Manager();

        R2UploadResult result = await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await _fixture.ReadAsync());
        Assert.Equal((await _fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation)).ETag, result.ETag);
    }

    [Fact]
    public async Task Upload_CompleteAnswers200WithAnError_IsRepeated()
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        _fixture.Emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = "CompleteMultipartUpload", Times = 1 });
        using R2TransferManager manager = _fixture.Manager();

        await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await _fixture.ReadAsync());
    }

    [Theory]
    [InlineData("PutObject", 1000)]
    [InlineData("UploadPart", (2 * PartSize) + 5)]
    public async Task Upload_ByteCorruptedOnTheWay_IsRefusedByTheServerAndSentAgain(string operation, int length)
    {
        byte[] bytes = Random(length);
        _fixture.Emulator.Faults.Add(Fault.CorruptRequestByte(17) with { Operation = operation, Times = 1 });
        using R2TransferManager manager = _fixture.Manager(o => o with { Concurrency = 1 });

        R2UploadResult result = await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await _fixture.ReadAsync());
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Upload_NoClobberWhoseReplyWasLost_IsSuccessNotConflict()
    {
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "PutObject", Times = 1 });
        using R2TransferManager manager = _fixture.Manager();
        R2UploadRequest request = _fixture.Upload(UploadSource.FromBytes("mine"u8.ToArray())) with { Options = new PutObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "*" } } };

        await manager.UploadAsync(request, Cancellation);
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(request, Cancellation));

        Assert.Equal("PreconditionFailed", e.Code);
    }

    [Fact]
    public async Task Upload_NoClobberOfALargeObjectThatIsThere_FailsBeforeTheFirstByte()
    {
        using R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes("there"u8.ToArray())), Cancellation);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(
            _fixture.Upload(UploadSource.FromBytes(new byte[2 * PartSize])) with { Options = new PutObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "*" } } }, Cancellation));

        Assert.Equal(("PreconditionFailed", 0), (e.Code, _fixture.Emulator.Requests.CountOf("UploadPart")));
    }

    [Fact]
    public async Task Upload_FileThatChangesMeanwhile_FailsAndLeavesNothing()
    {
        string path = _fixture.FileOf(Random(2 * PartSize));
        UploadSource source = UploadSource.FromFile(path);
        File.AppendAllText(path, "grown");
        using R2TransferManager manager = _fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(source), Cancellation));

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => _fixture.ReadAsync())).Code);
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * PartSize)]
    public async Task Upload_FileThatVanishedOrShrank_FailsAndLeavesNothing(int length)
    {
        string path = _fixture.FileOf(Random(length));
        UploadSource source = UploadSource.FromFile(path);
        File.WriteAllBytes(path, new byte[length / 2]);
        using R2TransferManager manager = _fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(source), Cancellation));
        Assert.Equal("SourceChanged", e.Code);
        File.Delete(path);
        await Assert.ThrowsAsync<FileNotFoundException>(() => manager.UploadAsync(_fixture.Upload(source), Cancellation));

        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => _fixture.ReadAsync())).Code);
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_CancelledMidway_AbortsTheUpload()
    {
        _fixture.Emulator.Faults.Add(Fault.Stall(1_000_000) with { Operation = "UploadPart", SkipFirst = 1 });
        using R2TransferManager manager = _fixture.Manager(o => o with { Concurrency = 2 });
        using CancellationTokenSource cancellation = new();
        TransferProgress progress = new("key");
        Task upload = manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(Random(4 * PartSize))) with { Progress = progress }, cancellation.Token);
        while (progress.BytesDone < PartSize && !upload.IsCompleted)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_InterruptedWithResume_SendsOnlyWhatIsMissing()
    {
        byte[] bytes = Random((4 * PartSize) + 9);
        string path = _fixture.FileOf(bytes);
        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 3, Times = 1 });
        using (R2TransferManager first = _fixture.Manager(o => o with { Resume = true, Concurrency = 1 }))
        {
            await Assert.ThrowsAsync<R2Exception>(() => first.UploadAsync(_fixture.Upload(UploadSource.FromFile(path)), Cancellation));
        }

        Assert.Contains("-Resume", Assert.Single(_fixture.Notes), StringComparison.Ordinal);
        _fixture.Emulator.Requests.Clear();
        using R2TransferManager second = _fixture.Manager(o => o with { Resume = true });
        R2UploadResult result = await second.UploadAsync(_fixture.Upload(UploadSource.FromFile(path)), Cancellation);

        Assert.Equal((3L * PartSize, 2, 0), (result.ResumedBytes, _fixture.Emulator.Requests.CountOf("UploadPart"), _fixture.Emulator.Requests.CountOf("CreateMultipartUpload")));
        Assert.Equal(bytes, await _fixture.ReadAsync());
        Assert.Equal(["source.bin"], _fixture.FilesLeft());
    }

    [Fact]
    public async Task Upload_ResumedAfterTheSourceChanged_StartsOverWithAWarning()
    {
        string path = _fixture.FileOf(Random(3 * PartSize));
        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 2, Times = 1 });
        using R2TransferManager manager = _fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(UploadSource.FromFile(path)), Cancellation));
        byte[] changed = Random(3 * PartSize, seed: 2);
        File.WriteAllBytes(path, changed);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));

        R2UploadResult result = await manager.UploadAsync(_fixture.Upload(UploadSource.FromFile(path)), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains(_fixture.Notes, n => n.Contains("starts over", StringComparison.Ordinal));
        Assert.Equal(changed, await _fixture.ReadAsync());
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_SamePairTwiceAtOnce_IsRefused()
    {
        string path = _fixture.FileOf(Random(2 * PartSize));
        _fixture.Emulator.Faults.Add(Fault.Stall() with { Operation = "UploadPart", Times = 2 });
        using R2TransferManager manager = _fixture.Manager();
        using CancellationTokenSource cancellation = new();
        TransferProgress progress = new("key");
        Task first = manager.UploadAsync(_fixture.Upload(UploadSource.FromFile(path)) with { Progress = progress }, cancellation.Token);
        while (progress.BytesDone == 0)
        {
            await Task.Yield();
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(UploadSource.FromFile(path)), Cancellation));

        Assert.Equal("TransferInProgress", e.Code);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Theory]
    [InlineData(R2ChecksumAlgorithm.Sha256)]
    [InlineData(R2ChecksumAlgorithm.Crc64Nvme)]
    public async Task Upload_ChecksumThatPartsCannotHave_IsRefusedBeforeTheFirstByte(R2ChecksumAlgorithm algorithm)
    {
        using R2TransferManager manager = _fixture.Manager(o => o with { Checksum = algorithm });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(new byte[2 * PartSize])), Cancellation));

        Assert.Equal("InvalidSetting", e.Code);
        Assert.Empty(_fixture.Emulator.Requests);
    }

    [Fact]
    public async Task Upload_LargeObject_KeepsWhatIsStoredWithIt()
    {
        using R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(
            _fixture.Upload(UploadSource.FromBytes(new byte[2 * PartSize])) with
            {
                Options = new PutObjectOptions { ContentType = "text/x", CacheControl = "no-store", Metadata = new Dictionary<string, string> { ["a"] = "ü" }, StorageClass = "STANDARD_IA" },
            },
            Cancellation);

        R2ObjectInfo info = await _fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        Assert.Equal(("text/x", "no-store", "ü", "STANDARD_IA"), (info.ContentType, info.CacheControl, info.Metadata["a"], info.StorageClass));
    }

    [Fact]
    public async Task Upload_CustomersKey_StoresInOneAndInParts()
    {
        SseCustomerKey key = new(Random(32));
        using R2TransferManager manager = _fixture.Manager();
        foreach (int length in new[] { 100, 2 * PartSize })
        {
            byte[] bytes = Random(length);
            await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)) with { Options = new PutObjectOptions { SseCustomerKey = key } }, Cancellation);
            string path = Path.Combine(_fixture.Folder, "down.bin");
            await manager.DownloadAsync(_fixture.Download(path) with { Options = new GetObjectOptions { SseCustomerKey = key } }, Cancellation);
            Assert.Equal(bytes, File.ReadAllBytes(path));
        }
    }
}
