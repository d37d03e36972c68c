using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Keys that meet in one name, or cannot be one, are found before anything is sent.</summary>
public sealed class SyncCollisionTests : IDisposable
{
    private const string Composed = "caf\u00e9.txt";
    private const string Decomposed = "cafe\u0301.txt";

    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [UnixFact("Two spellings of one name are two files on Linux.")]
    public async Task Upload_TwoSpellingsOfOneName_IsRefused_OrPassedOver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "macOS takes both for one file.");
        _sync.Write(Composed, "one");
        _sync.Write(Decomposed, "two");
        _sync.Write("z");

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync());

        Assert.Equal((R2ErrorCodes.SyncCollision, 0), (refused.Code, _sync.Writes));
        Assert.Equal(2, _sync.Rows.Count(static row => row is { Action: R2SyncActionKind.Failed, Reason: R2SyncReason.Collision, Sigil: "!" }));
        await _sync.UpAsync(static options => options with { OnCollision = R2CollisionPolicy.Skip });
        Assert.Equal(["z"], await _sync.KeysAsync());
        Assert.Equal(2, _sync.Summary.Skipped);
    }

    [Fact]
    public async Task Upload_ANameInAnotherSpelling_IsTheSameKey_WhateverIsDeleted()
    {
        _sync.Write(Decomposed, "text");
        await _sync.PutAsync(Composed, "text");

        Assert.Empty(await _sync.UpAsync(static options => options with { Delete = true }));

        _sync.Write(Decomposed, "other");
        Assert.Single(await _sync.UpAsync(static options => options with { Delete = true }));
        Assert.Equal(Composed, Assert.Single(await _sync.ContentAsync()).Key);
        Assert.Equal("other", await _sync.TextAsync(Composed));
    }

    [Fact]
    public async Task Download_ANameInAnotherSpelling_ReplacesTheFileThatIsThere()
    {
        await _sync.PutAsync(Composed, "new");
        Directory.CreateDirectory(_sync.Copy);
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, Decomposed), "old!", SyncFixture.Cancellation);

        Assert.Single(await _sync.DownAsync(static options => options with { Delete = true }));

        Assert.Equal("new", Assert.Single(SyncFixture.ContentOf(_sync.Copy)).Value);
    }

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a", "a-x", "a/b")]
    [InlineData("a", "a/")]
    [InlineData("with bytes/")]
    [InlineData("k//y", "k/y")]
    [InlineData("../a")]
    [InlineData("a/./b")]
    public async Task Download_KeysThatAreNoTree_AreRefused_BeforeAnythingIsWritten(params string[] keys)
    {
        await _sync.PutAsync("0");
        foreach (string key in keys)
        {
            await _sync.PutAsync(key, key == "a/" ? "" : "text");
        }

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.DownAsync());

        Assert.Equal(R2ErrorCodes.SyncCollision, refused.Code);
        Assert.Empty(SyncFixture.ContentOf(_sync.Copy));
        await _sync.DownAsync(static options => options with { OnCollision = R2CollisionPolicy.Skip });
        Assert.Contains("0", SyncFixture.ContentOf(_sync.Copy).Keys);
        Assert.True(_sync.Summary is { Failed: 0, Skipped: > 0 });
    }

    [Fact]
    public async Task Download_WhereAFolderHasTheName_IsRefused()
    {
        await _sync.PutAsync("a");
        Directory.CreateDirectory(Path.Combine(_sync.Copy, "a"));
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "a", "mine"), "mine", SyncFixture.Cancellation);

        Assert.Equal(R2ErrorCodes.SyncCollision, (await SyncFixture.RefusedAsync(() => _sync.DownAsync(static options => options with { Delete = true }))).Code);

        Assert.Equal(["a/mine"], SyncFixture.ContentOf(_sync.Copy).Keys);
    }

    [Fact]
    public async Task Download_WhereAFileHasTheNameOfAFolder_IsRefused()
    {
        await _sync.PutAsync("a/b");
        Directory.CreateDirectory(_sync.Copy);
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "a"), "mine", SyncFixture.Cancellation);

        Assert.Equal(R2ErrorCodes.SyncCollision, (await SyncFixture.RefusedAsync(() => _sync.DownAsync(static options => options with { Delete = true }))).Code);

        Assert.Equal("mine", SyncFixture.ContentOf(_sync.Copy)["a"]);
    }

    [UnixFact("Links to folders need rights on Windows.")]
    public async Task Download_ThroughALink_IsRefused_AndWhatItLeadsToStays()
    {
        await _sync.PutAsync("link/b", "theirs");
        string outside = Directory.CreateDirectory(Path.Combine(_sync.Root, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "b"), "mine", SyncFixture.Cancellation);
        Directory.CreateDirectory(_sync.Copy);
        Directory.CreateSymbolicLink(Path.Combine(_sync.Copy, "link"), outside);

        Assert.Equal(R2ErrorCodes.SyncCollision, (await SyncFixture.RefusedAsync(() => _sync.DownAsync(static options => options with { Delete = true, Force = true }))).Code);

        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(outside, "b"), SyncFixture.Cancellation));
    }

    [UnixFact("Links need rights on Windows.")]
    public async Task Download_OntoALink_FailsItsRow_AndTheRestComes()
    {
        await _sync.PutAsync("a", "theirs");
        await _sync.PutAsync("b", "theirs");
        string outside = Path.Combine(_sync.Root, "outside");
        await File.WriteAllTextAsync(outside, "mine", SyncFixture.Cancellation);
        Directory.CreateDirectory(_sync.Copy);
        File.CreateSymbolicLink(Path.Combine(_sync.Copy, "a"), outside);

        Assert.Equal(["Download NotAtDestination b", "Failed Special a"], await _sync.DownAsync(static options => options with { Delete = true }));

        Assert.Equal(R2ErrorCodes.UnsafePath, Assert.Single(_sync.Rows, static row => row.Key == "a").Error!.Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(outside, SyncFixture.Cancellation));
    }

    [WindowsTheory("Elsewhere these are names.")]
    [InlineData("con")]
    [InlineData("a:b")]
    [InlineData("aux.txt")]
    [InlineData("trailing.")]
    [InlineData("A", "a")]
    public async Task Download_NamesThatWindowsHasNot_AreRefused_BeforeAnythingIsWritten(params string[] keys)
    {
        await _sync.PutAsync("0");
        foreach (string key in keys)
        {
            await _sync.PutAsync(key);
        }

        Assert.Equal(R2ErrorCodes.SyncCollision, (await SyncFixture.RefusedAsync(() => _sync.DownAsync())).Code);

        Assert.Empty(SyncFixture.ContentOf(_sync.Copy));
    }

    [UnixFact("Links and pipes are those of Unix.")]
    public async Task Upload_LinksAndPipes_AreRowsNotErrors_AndKeepWhatIsThere()
    {
        string outside = Directory.CreateDirectory(_sync.Copy).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "x"), "x", SyncFixture.Cancellation);
        _sync.Write("real", "real");
        File.CreateSymbolicLink(Path.Combine(_sync.Root, "file-link"), Path.Combine(_sync.Root, "real"));
        Directory.CreateSymbolicLink(Path.Combine(_sync.Root, "folder-link"), outside);
        Directory.CreateSymbolicLink(Path.Combine(_sync.Root, "loop"), _sync.Root);
        SpecialFiles.Pipe(Path.Combine(_sync.Root, "pipe"));
        await _sync.PutAsync("pipe", "kept");
        await _sync.PutAsync("folder-link/x", "kept");
        await _sync.PutAsync("gone");

        string[] rows = await _sync.UpAsync(static options => options with { Delete = true });

        Assert.Equal(
            ["Delete NotAtSource gone", "Skip Special folder-link/", "Skip Special loop/", "Skip Special pipe", "Upload NotAtDestination file-link", "Upload NotAtDestination real"],
            rows);
        Assert.Equal(["file-link", "folder-link/x", "pipe", "real"], await _sync.KeysAsync());
        Assert.True(_sync.Summary.Complete);
        Assert.Empty(await _sync.CompareAsync(_sync.Folder(), _sync.At()));

        Assert.Contains("Upload SizeDiffers folder-link/x", await _sync.UpAsync(static options => options with { Symlinks = R2SymlinkPolicy.Follow }));
        Assert.DoesNotContain(await _sync.KeysAsync(), static key => key.StartsWith("loop/", StringComparison.Ordinal));
        await _sync.UpAsync(static options => options with { Symlinks = R2SymlinkPolicy.Skip, Delete = true });
        Assert.Contains("file-link", await _sync.KeysAsync());
    }
}
