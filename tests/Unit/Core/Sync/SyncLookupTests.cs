using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Syncs that do not list the destination.</summary>
public sealed class SyncLookupTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task Upload_AsksForEachKeyOfTheSource_AndListsNothing()
    {
        _sync.Write("equal");
        _sync.Write("changed", "new");
        _sync.Write("fresh");
        Directory.CreateDirectory(Path.Combine(_sync.Root, "void"));
        await _sync.PutAsync("equal");
        await _sync.PutAsync("changed", "old");
        await _sync.PutAsync("theirs");
        int before = _sync.Emulator.Requests.Count;

        string[] plan = await _sync.PlanAsync(_sync.Folder(), _sync.At(), Unlisted);
        Assert.Equal(["Upload ChecksumDiffers changed", "Upload NotAtDestination fresh", "Upload NotAtDestination void/"], plan);
        Assert.Equal(plan, await _sync.UpAsync(Unlisted));

        Assert.Equal((4L, 2L, 1L), (_sync.Summary.HeadRequests, _sync.Summary.DestinationCount, _sync.Summary.Equal));
        Assert.Equal(["changed", "equal", "fresh", "theirs", "void/"], await KeysAfterAsync(before));
        Assert.Empty(await _sync.UpAsync(Unlisted));
    }

    [Fact]
    public async Task Upload_OfManyKeys_GoesByBatches_AndTheNextReadsNothingAgain()
    {
        for (int i = 0; i < 300; i++)
        {
            _sync.Write($"{i:D3}");
        }

        Assert.Equal(300, (await _sync.UpAsync(static options => SyncFixture.Later(Unlisted(options)))).Length);

        Assert.Empty(await _sync.UpAsync(static options => SyncFixture.Later(Unlisted(options))));
        Assert.Equal((300L, 300L, 0L), (_sync.Summary.CacheHits, _sync.Summary.HeadRequests, _sync.Summary.BytesHashed));
    }

    [Fact]
    public async Task NoOverwrite_WithoutAList_ReplacesNothing_AlsoOfWhoComesBetween()
    {
        _sync.Write("there", "mine");
        _sync.Write("raced", "mine");
        await _sync.PutAsync("there", "theirs");
        async Task<bool> WriteMeanwhile(R2SyncSummary foreseen, CancellationToken cancellation)
        {
            await _sync.PutAsync("raced", "theirs");
            return true;
        }

        string[] rows = await _sync.UpAsync(options => Unlisted(options) with { NoOverwrite = true, Confirm = WriteMeanwhile });

        Assert.Equal(["Failed NotAtDestination raced", "Skip Exists there"], rows);
        Assert.Equal(["theirs", "theirs"], (await _sync.ContentAsync()).Values);
    }

    [Fact]
    public async Task Download_AndCopy_LookUpWhatTheSourceHas()
    {
        await _sync.PutAsync("a", "new");
        await _sync.PutAsync("b/c");
        await _sync.PutAsync("dir/", "");
        await _sync.DownAsync(Unlisted);
        await _sync.PutAsync("a", "newer");
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "mine"), "mine", SyncFixture.Cancellation);

        Assert.Equal(["Download SizeDiffers a"], await _sync.DownAsync(Unlisted));
        Assert.Equal(["a", "b/c", "mine"], SyncFixture.ContentOf(_sync.Copy).Keys);

        Assert.Equal(3, (await _sync.RunAsync(_sync.At(), _sync.At("x", SyncFixture.Other), Unlisted)).Length);
        Assert.Empty(await _sync.RunAsync(_sync.At(), _sync.At("x", SyncFixture.Other), Unlisted));
        Assert.DoesNotContain(_sync.Emulator.Requests, static request => request is { Operation: "ListObjectsV2", Bucket: SyncFixture.Other });
    }

    [Fact]
    public async Task TwoSpellings_AreOneKey_AlsoWithoutAList()
    {
        await _sync.PutAsync("caf\u00e9", "theirs");
        _sync.Write("cafe\u0301", "mine");

        Assert.Single(await _sync.UpAsync(Unlisted));

        Assert.Equal("mine", Assert.Single((await _sync.ContentAsync()).Values));
    }

    [Fact]
    public async Task KeyThatMayNotBeLookedUp_EndsTheRun_BeforeAnythingIsSent()
    {
        _sync.Write("a");
        _sync.Write("b");
        _sync.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "HeadObject", KeyPattern = "b" });

        await SyncFixture.RefusedAsync(() => _sync.UpAsync(Unlisted));

        Assert.Empty(await _sync.KeysAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Deletions_NeedTheList(bool renames)
    {
        R2Exception refused = Assert.Throws<R2Exception>(() => new R2SyncManager(_sync.Folder(), _sync.At(), new() { NoDestinationListing = true, Delete = true, TrackRename = renames }));
        Assert.Equal(R2ErrorCodes.InvalidArgument, refused.Code);
    }

    private static R2SyncOptions Unlisted(R2SyncOptions options) => options with { NoDestinationListing = true, EmptyFolders = R2EmptyFolderPolicy.Marker };

    /// <summary>The keys that are there now; nobody asked for a list until then.</summary>
    private async Task<string[]> KeysAfterAsync(int before)
    {
        Assert.DoesNotContain(_sync.Emulator.Requests.Skip(before), static request => request.Operation == "ListObjectsV2");
        return await _sync.KeysAsync();
    }
}
