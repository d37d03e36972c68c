using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>What is deleted when, and above all when not.</summary>
public sealed class SyncDeletionTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task Delete_ComesAfterEverythingElse()
    {
        _sync.Write("z-new");
        await _sync.PutAsync("a-old");

        await _sync.UpAsync(Deleting);

        string[] operations = [.. _sync.Emulator.Requests.Select(static request => request.Operation)];
        Assert.True(Array.IndexOf(operations, "DeleteObjects") > Array.LastIndexOf(operations, "PutObject"));
        Assert.Equal(["z-new"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task WithoutDelete_NothingGoes()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        Assert.Equal(["Upload NotAtDestination a"], await _sync.PlanAsync(_sync.Folder(), _sync.At()));
        Assert.Equal(["Upload NotAtDestination a"], await _sync.UpAsync());
        Assert.Equal(["a", "old"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task SourceMissing_IsRefused_EvenWithoutDelete()
    {
        await _sync.PutAsync("old");
        string missing = Path.Combine(_sync.Root, "not-mounted");

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.RunAsync(_sync.Folder(missing), _sync.At(), Deleting));

        Assert.Equal(R2ErrorCodes.SyncSourceMissing, refused.Code);
        Assert.Equal(["old"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task SourceEmpty_IsRefused_AndForceMeansIt()
    {
        await _sync.PutAsync("old");

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync(Deleting));
        Assert.Equal((R2ErrorCodes.SyncSourceEmpty, 0, 1L), (refused.Code, _sync.Emulator.Requests.Count(static request => request.Operation.StartsWith("Delete", StringComparison.Ordinal)), _sync.Summary.DeletionsHeldBack));

        await _sync.UpAsync(static options => Deleting(options) with { Force = true });
        Assert.Empty(await _sync.KeysAsync());
    }

    [Fact]
    public async Task SourceBucketEmpty_IsRefused()
    {
        await _sync.PutAsync("old", bucket: SyncFixture.Other);
        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.RunAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), Deleting));
        Assert.Equal(R2ErrorCodes.SyncSourceEmpty, refused.Code);
    }

    [Fact]
    public async Task RequireFile_Missing_IsRefused()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync(static options => Deleting(options) with { RequireFile = ".mounted" }));
        Assert.Equal(R2ErrorCodes.SyncSourceMissing, refused.Code);

        _sync.Write(".mounted");
        await _sync.UpAsync(static options => Deleting(options) with { RequireFile = ".mounted" });
        Assert.Equal([".mounted", "a"], await _sync.KeysAsync());
    }

    [Theory]
    [InlineData(2L, null, true)]
    [InlineData(3L, null, false)]
    [InlineData(null, 50.0, true)]
    [InlineData(null, 75.0, false)]
    [InlineData(100L, 50.0, true)]
    public async Task MaxDelete_CountedInFull_BeforeAnythingIsDone(long? count, double? percent, bool isRefused)
    {
        _sync.Write("kept");
        await _sync.PutAsync("kept", "another text");
        foreach (string key in new[] { "x", "y", "z" })
        {
            await _sync.PutAsync(key);
        }

        R2SyncOptions Limited(R2SyncOptions options) => Deleting(options) with { MaxDelete = count, MaxDeletePercent = percent };
        if (isRefused)
        {
            R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync(Limited));
            Assert.Equal(R2ErrorCodes.SyncMaxDelete, refused.Code);
            Assert.Equal("another text", await _sync.TextAsync("kept"));
            Assert.Equal(4, (await _sync.KeysAsync()).Length);
        }
        else
        {
            await _sync.UpAsync(Limited);
            Assert.Equal(["kept"], await _sync.KeysAsync());
        }
    }

    [Theory]
    [InlineData(100, 99, true)]
    [InlineData(150, 101, false)]
    [InlineData(250, 110, true)]
    public async Task MoreThanHalf_AndMoreThanAHundred_NeedsForce(int all, int surplus, bool goes)
    {
        for (int i = 0; i < all; i++)
        {
            await _sync.PutAsync($"{i:D3}");
            if (i >= surplus)
            {
                _sync.Write($"{i:D3}");
            }
        }

        if (goes)
        {
            await _sync.UpAsync(Deleting);
        }
        else
        {
            Assert.Equal(R2ErrorCodes.SyncMaxDelete, (await SyncFixture.RefusedAsync(() => _sync.UpAsync(Deleting))).Code);
            await _sync.UpAsync(static options => Deleting(options) with { Force = true });
        }

        Assert.Equal(all - surplus, (await _sync.KeysAsync()).Length);
    }

    [Fact]
    public async Task FailedTransfer_HoldsDeletionsBack_AndSaysSo()
    {
        _sync.Write("a");
        _sync.Write("b");
        await _sync.PutAsync("old");
        _sync.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "PutObject", KeyPattern = "a" });

        await _sync.UpAsync(Deleting);

        Assert.Equal(["b", "old"], await _sync.KeysAsync());
        Assert.Equal((1L, 1L, false), (_sync.Summary.Failed, _sync.Summary.DeletionsHeldBack, _sync.Summary.Complete));
        Assert.Contains("failed", _sync.Summary.HeldBackReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListingOfTheDestination_BreaksOff_ChangesNothing()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        _sync.Emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = "ListObjectsV2" });

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync(Deleting));

        Assert.Equal(R2ErrorCodes.SyncListingIncomplete, refused.Code);
        _sync.Emulator.Faults.Clear();
        Assert.Equal(["old"], await _sync.KeysAsync());
    }

    [Theory]
    [InlineData("two")]
    [InlineData("one")]
    public async Task WrittenSinceItWasListed_IsNotDeleted_WhateverItsBytes(string text)
    {
        _sync.Write("a");
        await _sync.PutAsync("old", "one");
        async Task<bool> WriteMeanwhile(R2SyncSummary foreseen, CancellationToken cancellation)
        {
            _sync.Emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromMinutes(1)) with { Operation = "PutObject", KeyPattern = "old" });
            await _sync.PutAsync("old", text);
            return true;
        }

        await _sync.UpAsync(options => Deleting(options) with { Confirm = WriteMeanwhile });

        Assert.Equal(text, await _sync.TextAsync("old"));
        Assert.Equal(R2ErrorCodes.DestinationChanged, Assert.Single(_sync.Rows, static row => row.Key == "old").Error!.Code);
    }

    [Fact]
    public async Task ServerThatIsAhead_DeletesNothingThatLooksNewerThanTheRun()
    {
        _sync.Write("a");
        _sync.Emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromMinutes(2)));
        await _sync.PutAsync("old");

        Assert.Contains("Skip Newer old", await _sync.UpAsync(Deleting));

        Assert.Contains("old", await _sync.KeysAsync());
    }

    [Fact]
    public async Task Excluded_IsInvisibleAtBothEnds_UnlessItIsToGo()
    {
        _sync.Write("a");
        _sync.Write("log/x");
        await _sync.PutAsync("log/y");
        await _sync.PutAsync("old");

        await _sync.UpAsync(static options => Deleting(options) with { Exclude = ["log/**"] });
        Assert.Equal(["a", "log/y"], await _sync.KeysAsync());

        await _sync.UpAsync(static options => Deleting(options) with { Exclude = ["log/**"], DeleteExcluded = true });
        Assert.Equal(["a"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task SizesAndAges_OfTheSource_DeleteNothing()
    {
        _sync.Write("big", new string('x', 100));
        _sync.Write("old", "text", DateTime.UtcNow.AddDays(-9));
        await _sync.PutAsync("big", "small");
        await _sync.PutAsync("old", "other");
        await _sync.PutAsync("theirs", new string('x', 100));

        Assert.Empty(await _sync.UpAsync(static options => Deleting(options) with { MaxSize = 50, MaxAge = TimeSpan.FromDays(1) }));
        Assert.Equal(["Delete NotAtSource theirs", "Upload SizeDiffers big"], await _sync.UpAsync(static options => Deleting(options) with { MinSize = 50, MinAge = TimeSpan.FromMinutes(10) }));

        Assert.Equal(["big", "old"], await _sync.KeysAsync());
        Assert.Empty(await _sync.UpAsync(static options => options with { MinAge = TimeSpan.FromDays(10) }));
        Assert.Equal(["Upload SizeDiffers old"], await _sync.UpAsync(static options => options with { MinAge = TimeSpan.FromDays(8) }));
    }

    [Fact]
    public async Task Backup_KeepsWhatIsReplacedAndDeleted_AndEarlierBackups()
    {
        _sync.Write("a", "new");
        await _sync.PutAsync("www/a", "old a");
        await _sync.PutAsync("www/b", "old b");
        await _sync.PutAsync("kept/a", "older a");

        await _sync.RunAsync(_sync.Folder(), _sync.At("www"), static options => Deleting(options) with { BackupPrefix = "kept" });

        SortedDictionary<string, string> all = await _sync.ContentAsync();
        Assert.Equal(("new", "older a", "old b"), (all["www/a"], all["kept/a"], all["kept/b"]));
        Assert.Equal("old a", Assert.Single(all, static pair => pair.Key.StartsWith("kept/a~", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task Download_DeletesFiles_AndFoldersThatHaveNothingLeft()
    {
        await _sync.PutAsync("a");
        await _sync.PutAsync("sub/b");
        await _sync.DownAsync();
        await _sync.Client.DeleteObjectAsync(SyncFixture.Bucket, "sub/b", SyncFixture.Cancellation);

        Assert.Equal(["Delete NotAtSource sub/b"], await _sync.DownAsync(Deleting));

        Assert.False(Directory.Exists(Path.Combine(_sync.Copy, "sub")));
    }

    [Fact]
    public async Task DryRun_ForetellsAll_AndChangesNothing()
    {
        _sync.Write("a", "new");
        _sync.Write("b");
        await _sync.PutAsync("a", "old");
        await _sync.PutAsync("c");
        int writes = _sync.Writes;

        string[] plan = await _sync.PlanAsync(_sync.Folder(), _sync.At(), Deleting);

        Assert.Equal(writes, _sync.Writes);
        Assert.All(_sync.Rows, static row => Assert.False(row.Done));
        Assert.Equal(plan, await _sync.UpAsync(Deleting));
        Assert.All(_sync.Rows, static row => Assert.True(row.Done));
    }

    private static R2SyncOptions Deleting(R2SyncOptions options) => options with { Delete = true };
}
