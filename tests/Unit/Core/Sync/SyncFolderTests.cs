using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Folders that have nothing in them, and what is hidden.</summary>
public sealed class SyncFolderTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task EmptyFolders_TakeNoPart_UnlessTheyAreMarkers()
    {
        _sync.Write("a");
        Folder(_sync.Root, "void/deep");

        Assert.Equal(["Upload NotAtDestination a"], await _sync.UpAsync());
        Assert.Equal(["Upload NotAtDestination void/deep/"], await _sync.UpAsync(Markers));
        Assert.Empty(await _sync.UpAsync(Markers));
        Assert.Equal(["a", "void/deep/"], await _sync.KeysAsync());

        await _sync.DownAsync();
        Assert.True(Directory.Exists(Path.Combine(_sync.Copy, "void", "deep")));
        Assert.Empty(await _sync.DownAsync(Mirror));
    }

    [Fact]
    public async Task Markers_WhoseFolderIsGone_AreDeleted_AndOneThatIsFilledStays()
    {
        Folder(_sync.Root, "gone");
        Folder(_sync.Root, "filled");
        _sync.Write("a");
        await _sync.UpAsync(Markers);
        Directory.Delete(Path.Combine(_sync.Root, "gone"));
        _sync.Write("filled/b");

        Assert.Equal(["Delete NotAtSource gone/", "Upload NotAtDestination filled/b"], await _sync.UpAsync(Mirror));

        Assert.Equal(["a", "filled/", "filled/b"], await _sync.KeysAsync());
        Assert.Empty(await _sync.UpAsync(Mirror));
        await _sync.DownAsync(Mirror);
        Assert.Equal(["a", "filled/b"], SyncFixture.ContentOf(_sync.Copy).Keys);
        Assert.Empty(await _sync.DownAsync(Mirror));
    }

    [Fact]
    public async Task EmptyFolder_OfTheDestination_GoesOnlyWhereFoldersAreMirrored()
    {
        await _sync.PutAsync("a");
        await _sync.PutAsync("later/b");
        await _sync.PutAsync("marked/", "");
        Folder(_sync.Copy, "void/deep");
        Folder(_sync.Copy, "later");
        Folder(_sync.Copy, "marked");

        Assert.Equal(["Download NotAtDestination a", "Download NotAtDestination later/b"], await _sync.PlanAsync(_sync.At(), _sync.Folder(_sync.Copy), Deleting));
        Assert.Equal(["Delete NotAtSource void/deep/", "Download NotAtDestination a", "Download NotAtDestination later/b"], await _sync.DownAsync(Mirror));

        Assert.True(_sync.Summary.Complete);
        Assert.Equal(["later", "marked"], Directory.GetDirectories(_sync.Copy).Select(Path.GetFileName).Order());
        Assert.Empty(await _sync.DownAsync(Mirror));
    }

    [Fact]
    public async Task EmptyFolder_ThatGotAFileMeanwhile_Stays()
    {
        await _sync.PutAsync("a");
        string folder = Folder(_sync.Copy, "void");

        await _sync.DownAsync(options => Mirror(options) with
        {
            Confirm = (_, _) =>
            {
                File.WriteAllText(Path.Combine(folder, "mine"), "mine");
                return Task.FromResult(true);
            },
        });

        Assert.Equal(R2ErrorCodes.DestinationChanged, Assert.Single(_sync.Rows, static row => row.Key == "void/").Error!.Code);
        Assert.Equal("mine", SyncFixture.ContentOf(_sync.Copy)["void/mine"]);
    }

    [Fact]
    public async Task LastFileOfAFolder_Goes_AndTheFolderStays_IfTheSourceHasAMarkerOfIt()
    {
        await _sync.PutAsync("kept/", "");
        await _sync.PutAsync("kept/x/a");
        await _sync.PutAsync("b");
        await _sync.DownAsync();
        await _sync.Client.DeleteObjectAsync(SyncFixture.Bucket, "kept/x/a", SyncFixture.Cancellation);

        Assert.Equal(["Delete NotAtSource kept/x/a"], await _sync.DownAsync(Deleting));

        Assert.Equal([Path.Combine(_sync.Copy, "kept")], Directory.GetDirectories(_sync.Copy, "*", SearchOption.AllDirectories));
        Assert.Empty(await _sync.DownAsync(Deleting));
    }

    [Fact]
    public async Task FoldersAlone_AreAnEmptySource()
    {
        Folder(_sync.Root, "lost+found");
        await _sync.PutAsync("old");

        Assert.Equal(R2ErrorCodes.SyncSourceEmpty, (await SyncFixture.RefusedAsync(() => _sync.UpAsync(Mirror))).Code);

        Assert.Equal(["old"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task Marker_ThatHasBytes_IsNotReplaced_AndExcludedFoldersAreNotStored()
    {
        Folder(_sync.Root, "x");
        Folder(_sync.Root, "y");
        await _sync.PutAsync("x/", "somebody's");

        Assert.Empty(await _sync.UpAsync(static options => Markers(options) with { Exclude = ["y"] }));

        Assert.Equal("somebody's", await _sync.TextAsync("x/"));
    }

    [Fact]
    public async Task Comparing_TellsOfMarkers_AsOfFiles()
    {
        Folder(_sync.Root, "here");
        Folder(_sync.Root, "both");
        await _sync.PutAsync("both/", "");
        await _sync.PutAsync("there/", "");

        Assert.Equal(["= both/", "+ here/", "- there/"], await _sync.CompareAsync(_sync.Folder(), _sync.At(), Markers, includeEqual: true));
        Assert.Equal(["= both/", "- here/", "+ there/"], await _sync.CompareAsync(_sync.At(), _sync.Folder(), Markers, includeEqual: true));
    }

    [UnixFact("On Windows an attribute hides.")]
    public async Task Hidden_TakesPart_UnlessItIsLeftOut_AtBothEnds()
    {
        foreach (string key in new[] { "a", ".env", ".git/config", "sub/.cache/x", "sub/b" })
        {
            _sync.Write(key);
        }

        await _sync.PutAsync(".theirs");
        await _sync.PutAsync("old");

        Assert.Equal(["Delete NotAtSource old", "Upload NotAtDestination a", "Upload NotAtDestination sub/b"], await _sync.UpAsync(static options => Deleting(options) with { Hidden = R2HiddenPolicy.Skip }));
        Assert.Equal([".theirs", "a", "sub/b"], await _sync.KeysAsync());
        await _sync.UpAsync(static options => Deleting(options) with { Hidden = R2HiddenPolicy.Skip, Exclude = ["sub"], DeleteExcluded = true });
        Assert.Equal([".theirs", "a"], await _sync.KeysAsync());

        await _sync.UpAsync();
        Assert.Equal([".env", ".git/config", ".theirs", "a", "sub/.cache/x", "sub/b"], await _sync.KeysAsync());
        await _sync.DownAsync(static options => options with { Hidden = R2HiddenPolicy.Skip });
        Assert.Equal(["a", "sub/b"], SyncFixture.ContentOf(_sync.Copy).Keys);
    }

    [WindowsFact("Elsewhere a dot hides.")]
    public async Task Hidden_ByItsAttribute_TakesNoPart_AtEitherEnd()
    {
        _sync.Write("a");
        Hide(_sync.Write("secret"));
        _sync.Write("folder/b");
        Hide(Path.Combine(_sync.Root, "folder"));
        await _sync.PutAsync("secret", "theirs");
        await _sync.PutAsync("folder/c", "theirs");

        static R2SyncOptions Skipping(R2SyncOptions options) => Deleting(options) with { Hidden = R2HiddenPolicy.Skip };
        Assert.Equal(["Upload NotAtDestination a"], await _sync.UpAsync(Skipping));
        Assert.Equal(["a", "folder/c", "secret"], await _sync.KeysAsync());

        await _sync.PutAsync("b");
        Assert.Equal(["Download NotAtDestination b"], await _sync.RunAsync(_sync.At(), _sync.Folder(), Skipping));
        Assert.Equal(["a", "b", "folder/b", "secret"], SyncFixture.ContentOf(_sync.Root).Keys);
        Assert.Equal("text", SyncFixture.ContentOf(_sync.Root)["secret"]);
    }

    private static void Hide(string path) => File.SetAttributes(path, File.GetAttributes(path) | FileAttributes.Hidden);

    private static string Folder(string root, string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    private static R2SyncOptions Markers(R2SyncOptions options) => options with { EmptyFolders = R2EmptyFolderPolicy.Marker };

    private static R2SyncOptions Deleting(R2SyncOptions options) => options with { Delete = true };

    private static R2SyncOptions Mirror(R2SyncOptions options) => Markers(Deleting(options));
}
