using R2.Sync.Listing;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>How far a sync reaches: nothing outside both ends is read, written or deleted, whatever keys and links say.</summary>
public sealed class SyncReachTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    private string Outside => Path.Combine(_sync.Root, "..", "outside");

    public void Dispose() => _sync.Dispose();

    [Theory]
    [InlineData("../outside")]
    [InlineData("sub/../../outside")]
    [InlineData("./a")]
    [InlineData("sub//a")]
    public async Task NamedKey_ThatIsNoPath_IsNotRead(string key)
    {
        await File.WriteAllTextAsync(Outside, "secret", SyncFixture.Cancellation);
        _sync.Write("a");
        _sync.Write("sub/a");

        string[] rows = await _sync.UpAsync(options => options with { Keys = ["a", key] });

        Assert.Equal([$"Failed Unreadable {key}", "Upload NotAtDestination a"], rows);
        Assert.Equal(R2ErrorCodes.UnsafePath, Assert.Single(_sync.Rows, static row => row.Error is not null).Error!.Code);
        Assert.Equal(["a"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task NamedKey_ThatIsNoPath_IsNotDeleted()
    {
        await File.WriteAllTextAsync(Outside, "secret", SyncFixture.Cancellation);
        await _sync.PutAsync("a");
        await _sync.DownAsync();

        Assert.Empty(await _sync.DownAsync(options => options with { Keys = ["a", "../outside", Path.GetFullPath(Outside)], Delete = true }));

        Assert.True(File.Exists(Outside));
    }

    [Fact]
    public async Task NamedKey_BehindALinkOfTheDestination_IsNeitherWrittenNorDeleted()
    {
        Directory.CreateDirectory(_sync.Copy);
        Directory.CreateSymbolicLink(Path.Combine(_sync.Copy, "link"), _sync.Root);
        _sync.Write("gone");
        _sync.Write("there", "mine");
        await _sync.PutAsync("a");
        await _sync.PutAsync("link/there", "theirs");

        string[] rows = await _sync.DownAsync(static options => options with { Keys = ["a", "link/gone", "link/there"], Delete = true });
        Assert.Equal(["Download NotAtDestination a", "Failed Special link/there"], rows);
        Assert.Equal(["Failed Special link/there"], await _sync.DownAsync(static options => options with { NoDestinationListing = true }));

        Assert.Equal([("gone", "text"), ("there", "mine")], SyncFixture.ContentOf(_sync.Root).Select(static entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public async Task NamedKey_BehindALinkOfTheSource_IsReadWhereFoldersAreFollowed()
    {
        Directory.CreateDirectory(_sync.Copy);
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "a"), "text", SyncFixture.Cancellation);
        Directory.CreateSymbolicLink(Path.Combine(_sync.Root, "link"), _sync.Copy);
        await _sync.PutAsync("link/a", "theirs");

        Assert.Equal(["Skip Special link/a"], await _sync.UpAsync(static options => options with { Keys = ["link/a"], Delete = true }));
        Assert.Equal(["Upload SizeDiffers link/a"], await _sync.UpAsync(static options => options with { Keys = ["link/a"], Symlinks = R2SymlinkPolicy.Follow }));
    }

    [Fact]
    public async Task WhatALinkToAFolderStandsFor_Stays_AlsoUnderAnotherSpelling()
    {
        _sync.Write("a");
        Directory.CreateDirectory(_sync.Copy);
        Directory.CreateSymbolicLink(Path.Combine(_sync.Root, "cafe\u0301"), _sync.Copy);
        await _sync.PutAsync("caf\u00e9/b");

        Assert.Equal(["Skip Special cafe\u0301/", "Upload NotAtDestination a"], await _sync.UpAsync(static options => options with { Delete = true }));

        Assert.Equal(["a", "caf\u00e9/b"], await _sync.KeysAsync());
    }

    [Theory]
    [InlineData(false, "caf\u00e9")]
    [InlineData(true, "caf\u00e9")]
    [InlineData(true, "cafe\u0301")]
    public async Task NamedKey_HasEitherSpelling(bool narrows, string named)
    {
        _sync.Write("a");
        _sync.Write("cafe\u0301", "mine");
        await _sync.PutAsync("caf\u00e9", "theirs");

        Assert.Equal(["Upload NotAtDestination a", "Upload SizeDiffers cafe\u0301"], await _sync.UpAsync(options => options with { Keys = ["a", named], KeysNarrow = narrows, Delete = true }));

        Assert.Equal(["text", "mine"], (await _sync.ContentAsync()).Values);
    }

    [Fact]
    public void FolderThatIsTakenAway_WhileItIsWalkedThrough_IsNotTakenForEmpty()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders show no number there.");
        _sync.Write("a");
        _sync.Write("b");
        FolderWalk walk = new(_sync.Root, R2SymlinkPolicy.Files, new R2SyncOptions(), static _ => true);
        List<string> seen = [];
        foreach (SyncEntry entry in walk.Enumerate())
        {
            seen.Add(entry.Key);
            Directory.Move(_sync.Root, _sync.Copy);
            Directory.CreateDirectory(_sync.Root);
        }

        Assert.Equal("a", Assert.Single(seen));
        Assert.True(walk.IsIncomplete);
    }

    [Fact]
    public async Task WhatIsExcluded_IsFoundInAFolderOfTheDestination_WhereItIsToGo()
    {
        await _sync.PutAsync("a");
        await _sync.PutAsync("tmp/b");
        await _sync.DownAsync();

        Assert.Empty(await _sync.DownAsync(static options => options with { Delete = true, Exclude = ["tmp/**"] }));
        Assert.Equal(["Delete Excluded tmp/b"], await _sync.DownAsync(static options => options with { Delete = true, DeleteExcluded = true, Exclude = ["tmp/**"] }));

        Assert.Equal(["a"], SyncFixture.ContentOf(_sync.Copy).Keys);
    }

    [Fact]
    public async Task FileInPlaceOfAFolder_IsRefused_WhateverForceSays()
    {
        string file = _sync.Write("a");
        await _sync.PutAsync("b");

        R2Exception source = await SyncFixture.RefusedAsync(() => _sync.RunAsync(_sync.Folder(file), _sync.At(), static options => options with { Delete = true, Force = true }));
        R2Exception destination = await SyncFixture.RefusedAsync(() => _sync.PlanAsync(_sync.At(), _sync.Folder(file)));

        Assert.Equal((R2ErrorCodes.SyncSourceMissing, R2ErrorCodes.TargetNotWritable), (source.Code, destination.Code));
        Assert.Equal(["b"], await _sync.KeysAsync());
    }
}
