using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class DownloadResumeTests : TransferTest
{
    [Fact]
    public async Task Download_InterruptedWithResume_FetchesOnlyWhatIsMissing()
    {
        byte[] bytes = await StoreAsync((6 * PartSize) + 5);
        Interrupt();
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
        Assert.False(File.Exists(Target));
        Assert.Contains("-Resume", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
        Fixture.Emulator.Faults.Clear();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        // What was in flight when the connection broke may or may not have been read.
        Assert.InRange(result.ResumedBytes, PartSize, 2L * PartSize);
        Assert.NotNull(result.VerifiedChecksum);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_ResumedAfterTheObjectChanged_StartsOverWithAWarning()
    {
        await StoreAsync((4 * PartSize) + 5);
        Interrupt();
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
        Fixture.Emulator.Faults.Clear();
        byte[] bytes = await StoreAsync((4 * PartSize) + 5, seed: 3);

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains(Fixture.Notes, n => n.Contains("starts over", StringComparison.Ordinal));
        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_ResumedAfterItsTemporaryFileWasDeleted_FetchesEverything()
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        Interrupt();
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
        Fixture.Emulator.Faults.Clear();
        File.Delete(Directory.EnumerateFiles(Fixture.Folder, "*.part").Single());

        await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_ResumedAfterItsTemporaryFileWasDamaged_FetchesThatSliceAgain(bool checksumStored)
    {
        byte[] bytes = Random((4 * PartSize) + 5);
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1, Checksum = checksumStored ? o.Checksum : null });
        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        Interrupt();
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
        Fixture.Emulator.Faults.Clear();
        using (FileStream kept = File.OpenWrite(Directory.EnumerateFiles(Fixture.Folder, "*.part").Single()))
        {
            kept.Seek(1000, SeekOrigin.Begin);
            kept.Write(new byte[5000]);
        }

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.InRange(result.ResumedBytes, 0, PartSize);
    }

    /// <summary>Two servers with a bucket and a key of one name share the folder that downloads go to.</summary>
    [Fact]
    public async Task Download_ResumedAfterALongerOneOfAnotherEndpoint_IsAsLongAsItsObject()
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        using TransferFixture other = new();
        byte[] longer = Random((6 * PartSize) + 5, seed: 4);
        await other.Manager().UploadAsync(other.Upload(R2Content.FromBytes(longer)), Cancellation);

        TransferOptions options = Fixture.Options with { Resume = true, Concurrency = 1 };
        R2TransferManager manager = new(Fixture.Client, options);
        R2TransferManager another = new(other.Client, options);
        Interrupt();
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
        Interrupt(other);
        await Assert.ThrowsAsync<R2Exception>(() => another.DownloadAsync(other.Download(Target), Cancellation));
        Fixture.Emulator.Faults.Clear();
        other.Emulator.Faults.Clear();

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.InRange(result.ResumedBytes, PartSize, 2L * PartSize);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
        R2DownloadResult second = await another.DownloadAsync(other.Download(Target), Cancellation);
        Assert.InRange(second.ResumedBytes, PartSize, 2L * PartSize);
        Assert.Equal(longer, File.ReadAllBytes(Target));
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_ResumedAfterItsTemporaryFileGrew_IsCutToItsObject()
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        R2TransferManager manager = await InterruptedAsync();
        using (FileStream kept = File.Open(Kept(), FileMode.Append))
        {
            kept.Write(new byte[1000]);
        }

        await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [UnixFact("A file that is locked cannot be written there.")]
    public async Task Download_TemporaryFileThatGrowsMeanwhile_IsNotCommitted()
    {
        await StoreAsync((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(PartSize) with { Operation = "GetObject", Times = 1 });
        bool grown = false;
        R2DownloadRequest request = Fixture.Download(Target) with { Progress = new R2TransferProgress("key") };
        R2TransferManager growing = new(
            Fixture.ClientOf(Fixture.Emulator.Endpoint, new Meddling(() =>
            {
                if (!grown && Directory.EnumerateFiles(Fixture.Folder, ".target*").FirstOrDefault() is { } file)
                {
                    grown = true;
                    Grow(file);
                }
            })),
            Fixture.Options with { Concurrency = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => growing.DownloadAsync(request, Cancellation));

        Assert.True(grown);
        Assert.Equal(R2ErrorCodes.ChecksumMismatch, e.Code);
        Assert.Empty(Fixture.FilesLeft());
    }

    [Theory]
    [InlineData("{\"Slice\":99,\"Crc\":0}")]
    [InlineData("{\"Slice\":-1,\"Crc\":0}")]
    [InlineData("{\"Slice\":2147483647,\"Crc\":4294967295}")]
    [InlineData("{\"Slice\":99999999999,\"Crc\":0}")]
    [InlineData("{\"Slice\":null}")]
    [InlineData("[]")]
    [InlineData("\u0000\u0000")]
    public async Task Download_ResumedWithALineThatNamesNoSlice_PassesOverIt(string line)
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        R2TransferManager manager = await InterruptedAsync();
        File.AppendAllText(Journal(), line + "\n");

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.InRange(result.ResumedBytes, PartSize, 2L * PartSize);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Theory]
    [MemberData(nameof(DamagedJournals.All), MemberType = typeof(DamagedJournals))]
    public async Task Download_ResumedWithADamagedJournal_StartsOverWithAWarning(string damage)
    {
        byte[] bytes = await StoreAsync((3 * PartSize) + 5);
        R2TransferManager manager = await InterruptedAsync();
        Fixture.Notes.Clear();
        DamagedJournals.Apply(damage, Journal());

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains("starts over", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Single(Directory.EnumerateFiles(Fixture.Folder));
    }

    /// <summary>The journal is whole, and what it names is not the file that it was.</summary>
    [UnixTheory("Links and pipes as files are Unix's.")]
    [InlineData("link")]
    [InlineData("folder")]
    [InlineData("pipe")]
    public async Task Download_ResumedWithSomethingElseForItsTemporaryFile_StartsOverAndTouchesNothing(string what)
    {
        byte[] bytes = await StoreAsync((3 * PartSize) + 5);
        R2TransferManager manager = await InterruptedAsync();
        string kept = Kept();
        File.Delete(kept);
        string precious = Fixture.FileOf([1, 2, 3], "precious");
        DamagedJournals.Put(what, kept, precious);

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Null(new FileInfo(Target).LinkTarget);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(precious));
    }

    [Fact]
    public async Task Download_ResumedWithAnotherCustomersKeyOrPartSize_StartsOver()
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        R2TransferManager manager = await InterruptedAsync();
        R2TransferManager another = Fixture.Manager(o => o with { Resume = true, PartSize = PartSize + (1 << 20) });

        R2DownloadResult result = await another.DownloadAsync(Fixture.Download(Target), Cancellation);

        // The upload's own parts are as long as the ranges may be: the plan is the same, and nothing differs.
        Assert.InRange(result.ResumedBytes, PartSize, 2L * PartSize);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_KilledAndRunAgainWithoutResume_LeavesNothingBehind()
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        R2TransferManager manager = await InterruptedAsync();
        R2TransferManager plain = Fixture.Manager();

        Assert.Equal(0, (await plain.DownloadAsync(Fixture.Download(Target), Cancellation)).ResumedBytes);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    private async Task<R2TransferManager> InterruptedAsync()
    {
        Interrupt();
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
        Fixture.Emulator.Faults.Clear();
        return manager;
    }

    private string Kept() => Directory.EnumerateFiles(Fixture.Folder, "*.part").Single();

    private string Journal() => Directory.EnumerateFiles(Fixture.Options.StateDirectory!).Single();

    /// <summary>Past the lock, which holds for those who ask.</summary>
    private static void Grow(string path)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start("sh", ["-c", "dd if=/dev/zero of=\"$0\" bs=1 seek=30000000 count=1 conv=notrunc 2>/dev/null", path]);
        process.WaitForExit();
    }

    /// <summary>The first answer breaks off within the third range, and no other is given.</summary>
    private void Interrupt(TransferFixture? fixture = null)
    {
        (fixture ?? Fixture).Emulator.Faults.Add(Fault.DropResponseBodyAfter((3 * PartSize) - 1000) with { Operation = "GetObject", Times = 1 });
        (fixture ?? Fixture).Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "GetObject", SkipFirst = 1 });
    }

    /// <summary>Does something before each request.</summary>
    private sealed class Meddling(Action meddle) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            meddle();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
