using R2.Emulator;
using R2.Models;
using R2.Transfer;
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
        using (R2TransferManager first = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 }))
        {
            await Assert.ThrowsAsync<R2Exception>(() => first.UploadAsync(Fixture.Upload(UploadSource.FromFile(path)), Cancellation));
        }

        Assert.Contains("-Resume", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
        Fixture.Emulator.Requests.Clear();
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "ListParts", Times = 2 });
        using R2TransferManager second = Fixture.Manager(o => o with { Resume = true });
        R2UploadResult result = await second.UploadAsync(Fixture.Upload(UploadSource.FromFile(path)), Cancellation);

        Assert.Equal((3L * PartSize, 2, 0), (result.ResumedBytes, Fixture.Emulator.Requests.CountOf("UploadPart"), Fixture.Emulator.Requests.CountOf("CreateMultipartUpload")));
        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal(["source.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Upload_ResumedAfterTheSourceChanged_StartsOverWithAWarning()
    {
        string path = Fixture.FileOf(Random(3 * PartSize));
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 2, Times = 1 });
        using R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(UploadSource.FromFile(path)), Cancellation));
        byte[] changed = Random(3 * PartSize, seed: 2);
        File.WriteAllBytes(path, changed);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(UploadSource.FromFile(path)), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains(Fixture.Notes, n => n.Contains("starts over", StringComparison.Ordinal));
        Assert.Equal(changed, await Fixture.ReadAsync());
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }
}
