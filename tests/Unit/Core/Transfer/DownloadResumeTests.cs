using R2.Emulator;
using R2.Models;
using R2.Transfer;
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
        using R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
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
        using R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
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
        using R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
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
        using R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1, Checksum = checksumStored ? o.Checksum : null });
        await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
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

    /// <summary>The first answer breaks off within the third slice, and no other is given.</summary>
    private void Interrupt()
    {
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter((3 * PartSize) - 1000) with { Operation = "GetObject", Times = 1 });
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "GetObject", SkipFirst = 1 });
    }
}
