using R2.Content;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>A file that is written to while it is uploaded.</summary>
public sealed class ChangedSourceTests : TransferTest
{
    [Fact]
    public async Task Upload_FileThatChangesMeanwhile_FailsAndLeavesNothing()
    {
        string path = Fixture.FileOf(Random(2 * PartSize));
        R2Content source = R2Content.FromFile(path);
        File.AppendAllText(path, "grown");
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation));

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * PartSize)]
    public async Task Upload_FileThatVanishedOrShrank_FailsAndLeavesNothing(int length)
    {
        string path = Fixture.FileOf(Random(length));
        R2Content source = R2Content.FromFile(path);
        File.WriteAllBytes(path, new byte[length / 2]);
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation));
        Assert.Equal("SourceChanged", e.Code);
        File.Delete(path);
        Assert.Equal("SourceChanged", (await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation))).Code);

        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData((2 * PartSize) + 100, 5)]
    [InlineData((2 * PartSize) + 100, -5)]
    [InlineData((2 * PartSize) + 100, 0)]
    [InlineData(1000, 5)]
    [InlineData(1000, -5)]
    [InlineData(1000, 0)]
    [InlineData(BlockPool.BlockSize + 5, 0)]
    public async Task Upload_FileGrowsShrinksOrIsRewrittenAmidIt_FailsAndLeavesNothing(int length, int change)
    {
        string path = Fixture.FileOf(Random(length));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-1));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => UploadAsync(path, () => Change(path, change)));

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.InRange(Fixture.Emulator.Requests.CountOf("UploadPart"), 0, 4);

        static void Change(string path, int by)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(file.Length + by);
            file.WriteByte(7);
        }
    }

    [Theory]
    [InlineData(1000, true, Skip = "A file that is open cannot be replaced on Windows.", SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    [InlineData(1000, false)]
    [InlineData((2 * PartSize) + 100, true, Skip = "A file that is open cannot be replaced on Windows.", SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    [InlineData((2 * PartSize) + 100, false)]
    public async Task Upload_PathNamesAnotherFileOrNoneAmidIt_StoresTheFileThatWasOpened(int length, bool replaced)
    {
        byte[] bytes = Random(length);
        string path = Fixture.FileOf(bytes);
        string other = Fixture.FileOf(Random(length, 2), "other");
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(path));

        await UploadAsync(path, () =>
        {
            if (replaced)
            {
                File.Move(other, path, overwrite: true);
            }
            else
            {
                File.Delete(path);
            }
        });

        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    /// <summary>Uploads a file and does something while its last part, or all of it, waits to be sent again.</summary>
    private async Task UploadAsync(string path, Action amid)
    {
        ManualTime time = new();
        // Nothing is kept in memory, so the file is read again.
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1, TimeProvider = time, Checksum = null });
        string operation = new FileInfo(path).Length > PartSize ? "UploadPart" : "PutObject";
        int before = operation == "UploadPart" ? 1 : 0;
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = operation, SkipFirst = before, Times = 1 });
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(R2Content.FromFile(path)), Cancellation);
        while (Fixture.Emulator.Requests.CountOf(operation) < before + 1)
        {
            await Task.Yield();
        }

        // The wait before it is sent again lasts until the clock is moved.
        amid();
        while (!upload.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await upload;
    }
}
