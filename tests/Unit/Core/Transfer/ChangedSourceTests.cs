using R2.Emulator;
using R2.Models;
using R2.Transfer;
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
        UploadSource source = UploadSource.FromFile(path);
        File.AppendAllText(path, "grown");
        using R2TransferManager manager = Fixture.Manager();

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
        UploadSource source = UploadSource.FromFile(path);
        File.WriteAllBytes(path, new byte[length / 2]);
        using R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation));
        Assert.Equal("SourceChanged", e.Code);
        File.Delete(path);
        Assert.Equal("SourceChanged", (await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation))).Code);

        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(int.MinValue)]
    public async Task Upload_FileGrowsShrinksOrVanishesAmidIt_FailsAndLeavesNothing(int change)
    {
        string path = Fixture.FileOf(Random((2 * PartSize) + 100));
        ManualTime time = new();
        using R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1, TimeProvider = time });
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart", SkipFirst = 1, Times = 1 });
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(UploadSource.FromFile(path)), Cancellation);
        while (Fixture.Emulator.Requests.CountOf("UploadPart") < 2)
        {
            await Task.Yield();
        }

        // The second part is to be sent again; the wait before that lasts until the clock is moved.
        Change(path, change);
        while (!upload.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => upload);

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.InRange(Fixture.Emulator.Requests.CountOf("UploadPart"), 2, 4);

        static void Change(string path, int by)
        {
            if (by == int.MinValue)
            {
                File.Delete(path);
                return;
            }

            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(file.Length + by);
        }
    }
}
