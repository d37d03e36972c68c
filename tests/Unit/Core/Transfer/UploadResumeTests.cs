using R2.Cmdlets.Transfers;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class UploadResumeTests : TransferTest
{
    [Fact]
    public async Task Upload_InterruptedWithResume_SendsOnlyWhatIsMissing()
    {
        byte[] bytes = Random((4 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 3, Times = 1 });
        R2TransferManager first = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => first.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation));

        Assert.Contains("-Resume", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
        Fixture.Emulator.Requests.Clear();
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "ListParts", Times = 2 });
        R2TransferManager second = Fixture.Manager(o => o with { Resume = true });
        R2UploadResult result = await second.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);

        Assert.Equal((3L * PartSize, 2, 0), (result.ResumedBytes, Fixture.Emulator.Requests.CountOf("UploadPart"), Fixture.Emulator.Requests.CountOf("CreateMultipartUpload")));
        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal(["source.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Upload_ResumedAfterTheSourceChanged_StartsOverWithAWarning()
    {
        string path = Fixture.FileOf(Random(3 * PartSize));
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 2, Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation));
        byte[] changed = Random(3 * PartSize, seed: 2);
        File.WriteAllBytes(path, changed);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains(Fixture.Notes, n => n.Contains("starts over", StringComparison.Ordinal));
        Assert.Equal(changed, await Fixture.ReadAsync());
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    /// <summary>What a run may ask for that the one before did not, and how a person calls it.</summary>
    public static TheoryData<string, PutObjectOptions> Options => new()
    {
        { "the encryption key", new() { SseCustomerKey = new SseCustomerKey(new byte[32]) } },
        { "the metadata", new() { Metadata = new Dictionary<string, string> { ["ver"] = "2" } } },
        { "the storage class", new() { StorageClass = R2StorageClass.StandardInfrequentAccess } },
        { "the header Cache-Control", new() { CacheControl = "no-store" } },
        { "the header Content-Type", new() { ContentType = "text/html" } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Upload_ResumedWithOtherOptions_IsTheUploadAskedForNow(string what, PutObjectOptions options)
    {
        byte[] bytes = Random((2 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        R2UploadRequest first = Fixture.Upload(R2Content.FromFile(path)) with { Options = new() { Metadata = new Dictionary<string, string> { ["ver"] = "1" }, CacheControl = "private" } };
        await InterruptAsync(first);

        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true });
        R2UploadResult result = await manager.UploadAsync(first with { Options = options, Content = R2Content.FromFile(path) }, Cancellation);

        R2ObjectInfo stored = await Fixture.Client.HeadObjectAsync(Bucket, "key", new GetObjectOptions { SseCustomerKey = options.SseCustomerKey }, Cancellation);
        Assert.Equal((0, bytes.Length), (result.ResumedBytes, stored.Size));
        Assert.Equal(options.SseCustomerKey?.Md5, stored.SseCustomerKeyMd5);
        Assert.Equal(options.CacheControl, stored.CacheControl);
        Assert.Equal(options.Metadata?.GetValueOrDefault("ver"), stored.Metadata.GetValueOrDefault("ver"));
        Assert.Equal(options.StorageClass ?? R2StorageClass.Standard, stored.StorageClass);
        string warning = Assert.Single(Fixture.Notes, static n => n.Contains("starts over", StringComparison.Ordinal));
        Assert.Contains(what, warning, StringComparison.Ordinal);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData("the checksum algorithm")]
    [InlineData("the part size")]
    public async Task Upload_ResumedWithOtherSettings_StartsOver(string what)
    {
        byte[] bytes = Random((3 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        await InterruptAsync(Fixture.Upload(R2Content.FromFile(path)));

        R2TransferManager manager = Fixture.Manager(o => what == "the part size" ? o with { Resume = true, PartSize = PartSize + (1 << 20) } : o with { Resume = true, Checksum = R2ChecksumAlgorithm.Crc32 });
        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Equal(what == "the part size" ? R2ChecksumAlgorithm.Crc32C : R2ChecksumAlgorithm.Crc32, result.Checksum!.Kind);
        Assert.Contains(Fixture.Notes, n => n.Contains("starts over", StringComparison.Ordinal) && n.Contains(what, StringComparison.Ordinal));
        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    /// <summary>By CRC32C; by the MD5 that the entity tag is; by nothing, with a customer's key and no checksum.</summary>
    [Theory]
    [InlineData(true, false, 2 * PartSize)]
    [InlineData(false, false, 2 * PartSize)]
    [InlineData(true, true, 2 * PartSize)]
    [InlineData(false, true, 0)]
    public async Task Upload_ResumedWithOtherContentOfTheSameSizeAndTime_SendsWhatDiffersAgain(bool checksum, bool encrypted, long resumed)
    {
        byte[] bytes = Random((3 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        DateTime time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        PutObjectOptions options = new() { SseCustomerKey = encrypted ? new SseCustomerKey(new byte[32]) : null };
        TransferOptions Settings(TransferOptions o) => o with { Resume = true, Concurrency = 1, Checksum = checksum ? o.Checksum : null };
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 3, Times = 1 });
        R2TransferManager manager = Fixture.Manager(Settings);
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)) with { Options = options }, Cancellation));
        new byte[5000].CopyTo(bytes, PartSize + 1000);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)) with { Options = options }, Cancellation);

        Assert.Equal(resumed, result.ResumedBytes);
        await using R2ObjectContent content = await Fixture.Client.GetObjectAsync(Bucket, "key", new GetObjectOptions { SseCustomerKey = options.SseCustomerKey }, Cancellation);
        using MemoryStream stored = new();
        await content.Content.CopyToAsync(stored, Cancellation);
        Assert.Equal(bytes, stored.ToArray());
    }

    [Fact]
    public async Task Upload_ResumedWithAPartThatSomebodyReplaced_SendsThatPartAgain()
    {
        byte[] bytes = Random((3 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        await InterruptAsync(Fixture.Upload(R2Content.FromFile(path)), parts: 3);
        R2MultipartUpload upload = Assert.Single((await Fixture.Client.ListMultipartUploadsAsync(Bucket, cancellationToken: Cancellation)).Uploads);
        await Fixture.Client.UploadPartAsync(upload, 2, R2Content.FromBytes(Random(PartSize, seed: 9)), cancellationToken: Cancellation);

        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true });
        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);

        Assert.Equal(2L * PartSize, result.ResumedBytes);
        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [Fact]
    public async Task Upload_Resumed_SaysSoWithoutAWarning()
    {
        string path = Fixture.FileOf(Random((2 * PartSize) + 9));
        await InterruptAsync(Fixture.Upload(R2Content.FromFile(path)));
        List<string> informed = [];
        Fixture.Notes.Clear();

        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true });
        await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)) with { OnEvent = told => informed.Add(TransferMessages.For(told)) }, Cancellation);

        Assert.Empty(Fixture.Notes);
        Assert.Contains("resumes: 1 of 3 parts", Assert.Single(informed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_CancelledWhileKeptPartsAreRead_StopsAndKeepsThem()
    {
        byte[] bytes = Random((3 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        await InterruptAsync(Fixture.Upload(R2Content.FromFile(path)), parts: 3);
        using CancellationTokenSource stop = new();
        Fixture.Emulator.Requests.Clear();
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true });
        R2TransferManager stopped = new(Fixture.ClientOf(Fixture.Emulator.Endpoint, new AfterAnswer("GET", stop.Cancel)), Fixture.Options with { Resume = true });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), stop.Token));
        Assert.Equal(0, Fixture.Emulator.Requests.CountOf("UploadPart"));

        Assert.Equal(3L * PartSize, (await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation)).ResumedBytes);
        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(DamagedJournals.All), MemberType = typeof(DamagedJournals))]
    public async Task Upload_ResumedWithADamagedJournal_StartsOverWithAWarning(string damage)
    {
        byte[] bytes = Random((2 * PartSize) + 9);
        string path = Fixture.FileOf(bytes);
        await InterruptAsync(Fixture.Upload(R2Content.FromFile(path)));
        Fixture.Notes.Clear();
        DamagedJournals.Apply(damage, Directory.EnumerateFiles(Fixture.Options.StateDirectory!).Single());

        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true });
        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains("starts over", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    /// <summary>Stores some parts, and is refused the next.</summary>
    private async Task InterruptAsync(R2UploadRequest request, int parts = 1)
    {
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = parts, Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(request, Cancellation));
    }

    /// <summary>Does something as soon as a request has been answered.</summary>
    private sealed class AfterAnswer(string method, Action then) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.Method.Method == method)
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                then();
            }

            return response;
        }
    }
}
