using System.Text.RegularExpressions;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>What users of other tools that sync complain of: docs/sync.md has the list, with the tests that hold each. Those that have no place elsewhere are here.</summary>
public sealed partial class SyncComplaintTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public void EveryComplaint_HasTests_ThatAreThere()
    {
        string[] methods = [.. typeof(SyncComplaintTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods().Where(static method => method.IsDefined(typeof(FactAttribute), inherit: true)).Select(method => $"{type.Name}.{method.Name}"))];
        string[][] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "sync.md")).SkipWhile(static line => !line.StartsWith("## What users of other tools", StringComparison.Ordinal)).Where(static line => Row().IsMatch(line)).Select(static line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

        Assert.Equal(Enumerable.Range(1, 27).Select(static number => $"{number}"), rows.Select(static cells => cells[0]));
        Assert.All(rows, cells =>
        {
            string[] named = [.. Code().Matches(cells[4]).Select(static match => match.Groups[1].Value)];
            Assert.NotEmpty(named);
            Assert.Empty(named.Except(methods));
        });
    }

    [Fact] // 1: aws-cli#406, #1074, #3273, #7242, #599
    public async Task ChangeOfEqualSize_OlderThanTheObject_IsNoticed()
    {
        _sync.Write("a", "one");
        await _sync.UpAsync();
        _sync.Write("a", "two", DateTime.UtcNow.AddYears(-1));
        Assert.Equal(["Upload ChecksumDiffers a"], await _sync.UpAsync());
    }

    [Theory] // 2: aws-cli#5216, #710; azcopy#1211
    [InlineData(-10)]
    [InlineData(0)]
    [InlineData(10)]
    public async Task Touched_CheckedOut_OrFromTheFuture_IsNotSentAgain(int years)
    {
        _sync.Write("a", "one");
        await _sync.UpAsync();
        _sync.Write("a", "one", DateTime.UtcNow.AddYears(years));
        Assert.Empty(await _sync.UpAsync());
        Assert.Empty(await _sync.UpAsync(static options => options with { CompareBy = R2CompareBy.Checksum }));
    }

    [Fact] // 13: aws-cli#4881, #1953
    public async Task CacheControlChanged_IsCorrected_WithoutSendingTheBytes()
    {
        _sync.Write("a", "one");
        await _sync.UpAsync();
        long puts = _sync.Emulator.Requests.Count(static request => request.Operation == "PutObject");
        R2SyncOptions Described(R2SyncOptions options) => options with { CompareMetadata = true, Write = new PutObjectOptions { CacheControl = "no-store" } };

        Assert.Equal(["UpdateMetadata MetadataDiffers a"], await _sync.UpAsync(Described));

        R2ObjectInfo info = await HeadAsync("a");
        Assert.Equal(("no-store", true, puts), (info.CacheControl, info.Metadata.ContainsKey("mtime"), _sync.Emulator.Requests.Count(static request => request.Operation == "PutObject")));
        Assert.Empty(await _sync.UpAsync(Described));
    }

    [Fact]
    public async Task CompareMetadata_CorrectsTimesOfFiles_AndObjectsOfAnotherBucket()
    {
        static R2SyncOptions Described(R2SyncOptions options) => options with { CompareMetadata = true };
        string path = _sync.Write("a", "one");
        await _sync.UpAsync();
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["UpdateMetadata MetadataDiffers a"], await _sync.UpAsync(Described));
        Assert.Equal("1577836800", (await HeadAsync("a")).Metadata["mtime"]);
        Assert.Empty(await _sync.UpAsync(Described));

        await _sync.DownAsync();
        File.SetLastWriteTimeUtc(Path.Combine(_sync.Copy, "a"), DateTime.UtcNow);
        Assert.Equal(["UpdateMetadata MetadataDiffers a"], await _sync.DownAsync(Described));
        Assert.Equal(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(_sync.Copy, "a")));

        await _sync.PutAsync("a", "one", SyncFixture.Other, new PutObjectOptions { CacheControl = "no-store" });
        Assert.Equal(["Copy MetadataDiffers a"], await _sync.RunAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), Described));
        Assert.Empty(await _sync.RunAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), Described));
    }

    [Fact] // 14: aws-cli#3069, #6601; s5cmd#532; s3cmd#670
    public async Task TimesOfFiles_AreKept_ToTheNanosecond_BothWays()
    {
        DateTime time = new DateTime(1969, 7, 20, 20, 17, 40, DateTimeKind.Utc).AddTicks(1_234_567);
        _sync.Write("a", "one", time);
        await _sync.UpAsync();
        await _sync.DownAsync();

        Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(_sync.Copy, "a")));
        Assert.Equal("-14182939.876543300", (await HeadAsync("a")).Metadata["mtime"]);
        Assert.Empty(await _sync.UpAsync(static options => options with { CompareBy = R2CompareBy.Time }));
        Assert.Empty(await _sync.DownAsync(static options => options with { CompareBy = R2CompareBy.Time }));
    }

    [Fact] // 14: a time that differs alone is corrected, not sent
    public async Task TimeAlone_IsCorrected_ByTime_WithoutSendingTheBytes()
    {
        _sync.Write("a", "one");
        await _sync.UpAsync();
        _sync.Write("a", "one", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        R2SyncOptions ByTime(R2SyncOptions options) => options with { CompareBy = R2CompareBy.Time };

        Assert.Equal(["UpdateMetadata TimeDiffers a"], await _sync.UpAsync(ByTime));
        Assert.Equal("1577836800", (await HeadAsync("a")).Metadata["mtime"]);
        Assert.Empty(await _sync.UpAsync(ByTime));
        await _sync.DownAsync();
        File.SetLastWriteTimeUtc(Path.Combine(_sync.Copy, "a"), DateTime.UtcNow);
        Assert.Equal(["UpdateMetadata TimeDiffers a"], await _sync.DownAsync(ByTime));
        Assert.Empty(await _sync.DownAsync(ByTime));
    }

    [Theory] // 23: aws-cli#1154, #5813
    [InlineData("con")]
    [InlineData("a:b")]
    [InlineData("trailing. ")]
    [InlineData("new\nline")]
    [InlineData("*?[x]%41`")]
    public async Task OddNames_GoUpAndDown(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files; KeyPath refuses them.");
        _sync.Write(name);
        await _sync.UpAsync();
        await _sync.DownAsync();
        Assert.Equal([name], SyncFixture.ContentOf(_sync.Copy).Keys);
        Assert.Empty(await _sync.UpAsync(static options => options with { Delete = true }));
    }

    [Fact] // 24: azcopy#999, #220
    public async Task InterruptedDownload_LeavesNoFileThatCountsAsCurrent()
    {
        await _sync.PutAsync("a", new string('x', 100_000));
        await _sync.DownAsync();
        await _sync.PutAsync("a", new string('y', 100_000));
        _sync.Emulator.Faults.Add(Fault.DropResponseBodyAfter(1000) with { Operation = "GetObject" });
        await _sync.DownAsync();
        Assert.Equal(new string('x', 100_000), Assert.Single(SyncFixture.ContentOf(_sync.Copy)).Value);
        _sync.Emulator.Faults.Clear();

        await _sync.DownAsync();

        Assert.Equal(new string('y', 100_000), Assert.Single(SyncFixture.ContentOf(_sync.Copy)).Value);
    }

    [Theory] // 25: rclone#3696, #5022
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("across")]
    public async Task RenamedFolder_IsNotSentAgain(string way)
    {
        (R2SyncLocation source, R2SyncLocation destination) = way == "up" ? (_sync.Folder(), _sync.At()) : way == "down" ? (_sync.At(), _sync.Folder(_sync.Copy)) : (_sync.At(), _sync.At(bucket: SyncFixture.Other));
        foreach (string name in new[] { "1", "2", "3" })
        {
            _sync.Write($"old/{name}", $"photo {name}");
            await _sync.PutAsync($"old/{name}", $"photo {name}");
        }

        await _sync.RunAsync(source, destination);
        foreach (string name in new[] { "1", "2", "3" })
        {
            _sync.Write($"new/{name}", $"photo {name}");
            await _sync.PutAsync($"new/{name}", $"photo {name}");
            await _sync.Client.DeleteObjectAsync(way == "up" ? SyncFixture.Other : SyncFixture.Bucket, $"old/{name}", SyncFixture.Cancellation);
        }

        if (way == "up")
        {
            Directory.Delete(Path.Combine(_sync.Root, "old"), recursive: true);
            foreach (string name in new[] { "1", "2", "3" })
            {
                await _sync.Client.DeleteObjectAsync(SyncFixture.Bucket, $"new/{name}", SyncFixture.Cancellation);
            }
        }

        string[] rows = await _sync.RunAsync(source, destination, static options => options with { Delete = true, TrackRename = true, MaxDelete = 0 });

        Assert.Equal(3, _sync.Summary.Renamed);
        Assert.Equal(0, _sync.Summary.Uploaded + _sync.Summary.Downloaded + _sync.Summary.Copied);
        Assert.Equal(["new/1", "new/2", "new/3"], way == "down" ? SyncFixture.ContentOf(_sync.Copy).Keys : await _sync.KeysAsync(destination.BucketName!));
        Assert.Empty(await _sync.RunAsync(source, destination, static options => options with { Delete = true }));
    }

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("across")]
    public async Task Renames_AreOfTheSameBytes_AndOfOneObjectEach(string way)
    {
        (R2SyncLocation source, R2SyncLocation destination) = way == "up" ? (_sync.Folder(), _sync.At("x", SyncFixture.Other)) : way == "down" ? (_sync.At(), _sync.Folder(_sync.Copy)) : (_sync.At(), _sync.At("x", SyncFixture.Other));
        foreach ((string key, string text) in new[] { ("new0", "image"), ("new1", "photo"), ("new2", "photo") })
        {
            _sync.Write(key, text);
            await _sync.PutAsync(key, text);
        }

        await _sync.PutAsync("x/old", "photo", SyncFixture.Other);
        Directory.CreateDirectory(_sync.Copy);
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "old"), "photo", SyncFixture.Cancellation);

        await _sync.RunAsync(source, destination, static options => SyncFixture.Later(options) with { Delete = true, TrackRename = true });

        Assert.Equal((1L, 2L, 0L), (_sync.Summary.Renamed, _sync.Summary.Uploaded + _sync.Summary.Downloaded + _sync.Summary.Copied, _sync.Summary.Failed));
        Assert.Equal(SyncFixture.ContentOf(_sync.Root), way == "down" ? SyncFixture.ContentOf(_sync.Copy) : await _sync.ContentAsync(SyncFixture.Other, "x/"));
    }

    [Fact] // 26: aws-cli#404
    public async Task Update_LeavesWhatIsNewer()
    {
        _sync.Write("old", "mine", DateTime.UtcNow.AddDays(-1));
        _sync.Write("new", "mine", DateTime.UtcNow.AddDays(1));
        await _sync.PutAsync("old", "theirs");
        await _sync.PutAsync("new", "theirs");

        Assert.Equal(["Skip Newer old", "Upload SizeDiffers new"], await _sync.UpAsync(static options => options with { Update = true }));
    }

    [Fact] // 27: s5cmd#852, #576
    public async Task DeletionsThatAreNotAskedFor_AreToldByComparing()
    {
        _sync.Write("a");
        await _sync.PutAsync("a");
        await _sync.PutAsync("old");
        Assert.Equal(["- old"], await _sync.CompareAsync(_sync.Folder(), _sync.At()));
        Assert.Empty(await _sync.UpAsync());
        Assert.True(_sync.Summary.Complete);
    }

    [Fact]
    public async Task NoOverwrite_AndImmutable_ReplaceNothing()
    {
        _sync.Write("a", "mine");
        _sync.Write("b");
        await _sync.PutAsync("a", "theirs");

        Assert.Equal(["Skip Exists a", "Upload NotAtDestination b"], await _sync.UpAsync(static options => options with { NoOverwrite = true }));
        await _sync.UpAsync(static options => options with { Immutable = true });
        Assert.Equal(R2ErrorCodes.SyncImmutable, Assert.Single(_sync.Rows).Error!.Code);
        Assert.Equal("theirs", await _sync.TextAsync("a"));
    }

    private Task<R2ObjectInfo> HeadAsync(string key) => _sync.Client.HeadObjectAsync(SyncFixture.Bucket, key, cancellationToken: SyncFixture.Cancellation);

    [GeneratedRegex(@"^\| \d+ \| ")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
