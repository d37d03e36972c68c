using R2.Emulator;
using R2.Files;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>Times of files on their way up and down; tests/Pester/FileTimes.Tests.ps1 lets rclone judge them.</summary>
public sealed class FileTimeTests : TransferTest
{
    private static readonly FileTime s_time = new(1_600_000_000, OperatingSystem.IsWindows() ? 123_456_700 : 123_456_789);

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    [InlineData((2 * PartSize) + 5)]
    public async Task KeepFileTime_UpAndDown_IsTheTimeOfTheFile(int length)
    {
        string path = Source(length);
        await Fixture.Manager().UploadAsync(Fixture.Upload(R2Content.FromFile(path)) with { KeepFileTime = true }, Cancellation);

        R2ObjectInfo info = await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        Assert.Equal(s_time.ToString(), info.Metadata["mtime"]);
        await Fixture.Manager().DownloadAsync(Fixture.Download(Target) with { KeepFileTime = true }, Cancellation);
        Assert.Equal(s_time, FileState.Of(Target).LastWriteTime);
    }

    [Fact]
    public async Task KeepFileTime_ResumedInParts_IsTheTimeOfTheFile()
    {
        string path = Source((3 * PartSize) + 5);
        R2TransferManager manager = Fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        R2UploadRequest up = Fixture.Upload(R2Content.FromFile(path)) with { KeepFileTime = true };
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", SkipFirst = 2, Times = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(up, Cancellation));

        Assert.Equal(2 * PartSize, (await manager.UploadAsync(up, Cancellation)).ResumedBytes);

        Assert.Equal(s_time.ToString(), (await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation)).Metadata["mtime"]);
    }

    [Fact]
    public async Task KeepFileTime_ObjectWithout_IsWhenItWasWritten()
    {
        await Fixture.Manager().UploadAsync(Fixture.Upload(R2Content.FromBytes(Random(9))) with { KeepFileTime = true }, Cancellation);
        R2ObjectInfo info = await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        Assert.Empty(info.Metadata);

        await Fixture.Manager().DownloadAsync(Fixture.Download(Target) with { KeepFileTime = true }, Cancellation);

        Assert.Equal(FileTime.Of(info.LastModified!.Value.UtcDateTime), FileState.Of(Target).LastWriteTime);
    }

    [Fact]
    public async Task KeepFileTime_TimeInTheMetadata_Stands()
    {
        R2UploadRequest up = Fixture.Upload(R2Content.FromFile(Source(9))) with { KeepFileTime = true, Options = new PutObjectOptions { Metadata = new Dictionary<string, string> { ["Mtime"] = "5", ["a"] = "b" } } };
        await Fixture.Manager().UploadAsync(up, Cancellation);

        R2ObjectInfo info = await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        Assert.Equal(["a=b", "mtime=5"], info.Metadata.Select(static entry => $"{entry.Key}={entry.Value}").Order());
    }

    [Fact]
    public async Task KeepFileTime_NotAskedForOrOfARange_IsTheTimeOfTheDownload()
    {
        DateTime before = DateTime.UtcNow.AddSeconds(-5);
        await Fixture.Manager().UploadAsync(Fixture.Upload(R2Content.FromFile(Source(9))), Cancellation);
        Assert.Empty((await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation)).Metadata);
        await Fixture.Manager().UploadAsync(Fixture.Upload(R2Content.FromFile(Source(9))) with { KeepFileTime = true }, Cancellation);

        await Fixture.Manager().DownloadAsync(Fixture.Download(Target), Cancellation);
        Assert.True(File.GetLastWriteTimeUtc(Target) >= before);
        await Fixture.Manager().DownloadAsync(Fixture.Download(Target) with { KeepFileTime = true, Options = new GetObjectOptions { Range = R2ByteRange.FromLength(0, 3) } }, Cancellation);
        Assert.True(File.GetLastWriteTimeUtc(Target) >= before);
    }

    private string Source(int length)
    {
        string path = Fixture.FileOf(Random(length));
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, access: FileAccess.Write);
        Assert.True(s_time.TrySet(file));
        return path;
    }
}
