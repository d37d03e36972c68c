using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Source folders that cannot be read, or are there no more when they are sent.</summary>
public sealed class SyncSourceTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [UnixFact("Deeper than a path may be long is a folder only where programs go step by step.")]
    public async Task Folder_ThatNobodyCanRead_HoldsDeletionsBack_AndTheRestGoes()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        string names = string.Join('/', Enumerable.Repeat(new string('d', 200), 12));
        string upper = Directory.CreateDirectory(Path.Combine(_sync.Root, names)).FullName;
        Directory.CreateDirectory(Path.Combine(_sync.Copy, names));
        string there = Path.Combine(upper, "deeper");
        Directory.Move(_sync.Copy, there);
        try
        {
            await _sync.UpAsync(static options => options with { Delete = true, Force = true });

            R2SyncAction row = Assert.Single(_sync.Rows, static row => row.Action == R2SyncActionKind.Failed);
            Assert.Equal((R2ErrorCodes.SyncListingIncomplete, R2SyncReason.Unreadable, "!"), (row.Error!.Code, row.Reason, row.Sigil));
            Assert.Equal(["a", "old"], await _sync.KeysAsync());
            Assert.Equal((1L, 1L, false), (_sync.Summary.Uploaded, _sync.Summary.DeletionsHeldBack, _sync.Summary.Complete));
            Assert.Contains("could not be read", _sync.Summary.HeldBackReason, StringComparison.Ordinal);
            Assert.Contains("- old", await _sync.CompareAsync(_sync.Folder(), _sync.At()));

            await _sync.PlanAsync(_sync.Folder(), _sync.At(), static options => options with { Delete = true });
            Assert.Equal((1L, false), (_sync.Summary.DeletionsHeldBack, _sync.Summary.Complete));
        }
        finally
        {
            Directory.Move(there, _sync.Copy);
        }
    }

    [Fact]
    public async Task Disk_UnmountedSinceItWasListed_DeletesNothing()
    {
        _sync.Write("a");
        _sync.Write("b/c");
        await _sync.PutAsync("old");

        await _sync.UpAsync(options => SyncFixture.Meanwhile(() => Directory.Delete(_sync.Root, recursive: true))(options with { Delete = true, Force = true }));

        Assert.Equal([R2ErrorCodes.SourceChanged, R2ErrorCodes.SourceChanged], _sync.Rows.Select(static row => row.Error?.Code));
        Assert.Equal(["old"], await _sync.KeysAsync());
        Assert.Equal((1L, false), (_sync.Summary.DeletionsHeldBack, _sync.Summary.Complete));
    }

    [Fact]
    public async Task File_VanishesWhileItIsSent_IsSentAsItWas_OrFails_AndNothingElse()
    {
        byte[] bytes = TransferFixture.Random(12 << 20);
        string path = _sync.Write("a", bytes);
        _sync.Write("b");
        int parts = 0;
        using MeddlingTransport meddling = new(request => request.RequestUri!.Query.Contains("partNumber", StringComparison.Ordinal) && Interlocked.Increment(ref parts) == 1, () => File.Delete(path));
        using R2Client client = _sync.NewClient(meddling);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody delete a file that is being sent.");

        await _sync.RunAsync(_sync.Folder(), _sync.At(client: client), static options => options with { Delete = true });

        R2SyncAction row = Assert.Single(_sync.Rows, static row => row.Key == "a");
        string[] keys = await _sync.KeysAsync();
        Assert.Contains("b", keys);
        Assert.Equal(row.Done, keys.Contains("a"));
        if (row.Done)
        {
            Assert.Equal(bytes.Length, (await _sync.Client.HeadObjectAsync(SyncFixture.Bucket, "a", cancellationToken: SyncFixture.Cancellation)).Size);
        }
    }

    [Fact]
    public async Task File_ThatGrewAndShrankSinceItWasListed_GoesAsItIs()
    {
        string grown = _sync.Write("grown", "one"), shrunk = _sync.Write("shrunk", new string('x', 6 << 20));

        await _sync.UpAsync(SyncFixture.Meanwhile(() =>
        {
            File.WriteAllText(grown, new string('y', 6 << 20));
            File.WriteAllText(shrunk, "two");
        }));

        Assert.True(_sync.Summary.Complete);
        Assert.Equal(SyncFixture.ContentOf(_sync.Root), await _sync.ContentAsync());
    }

    [Fact]
    public async Task File_ThatChangesWhileItIsCompared_IsNotTakenForEqual()
    {
        string path = _sync.Write("a", "one");
        await _sync.PutAsync("a", "one");
        using MeddlingTransport meddling = new(static request => request.Method == HttpMethod.Head, () => File.WriteAllText(path, "two"));
        using R2Client client = _sync.NewClient(meddling);

        string[] rows = await _sync.RunAsync(_sync.Folder(), _sync.At(client: client), static options => options with { CompareBy = R2CompareBy.Time });

        Assert.Equal(["Upload ChecksumDiffers a"], rows);
        Assert.Equal("two", await _sync.TextAsync("a"));
    }

    [Fact]
    public async Task File_ThatCannotBeReadToCompareIt_IsAFailedRow_AndTheRestGoes()
    {
        string path = _sync.Write("a", "one");
        _sync.Write("b");
        await _sync.PutAsync("a", "one");
        await _sync.PutAsync("old");
        using MeddlingTransport meddling = new(static request => request.Method == HttpMethod.Head && request.RequestUri!.AbsolutePath.EndsWith("/a", StringComparison.Ordinal), () => File.Delete(path));
        using R2Client client = _sync.NewClient(meddling);

        string[] rows = await _sync.RunAsync(_sync.Folder(), _sync.At(client: client), static options => options with { CompareBy = R2CompareBy.Time, Delete = true });

        Assert.Equal(["Failed Unreadable a", "Upload NotAtDestination b"], rows);
        Assert.Equal(["a", "b", "old"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task KeyThatR2HasNot_IsAFailedRow_BeforeItIsSent()
    {
        _sync.Write($"{new string('x', 200)}/{new string('y', 200)}");
        _sync.Write("b");
        string prefix = new('p', 700);

        await _sync.PlanAsync(_sync.Folder(), _sync.At(prefix));
        Assert.Equal(["Failed", "Upload"], _sync.Rows.Select(static row => $"{row.Action}").Order());
        await _sync.RunAsync(_sync.Folder(), _sync.At(prefix));
        Assert.Equal([$"{prefix}/b"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task UnfinishedDownloads_AreNoSource()
    {
        _sync.Write("a");
        string temporary = Path.GetFileName(R2.Transfer.Paths.TemporaryName.New("movie.mp4", null));
        _sync.Write(temporary);

        Assert.Equal(["Upload NotAtDestination a"], await _sync.UpAsync());
    }

    [UnixFact("Nobody can write to /proc.")]
    public async Task Target_ThatIsReadOnly_FailsKeyByKey()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        await _sync.PutAsync("a");
        await _sync.PutAsync("b/c");
        await _sync.PutAsync("dir/", "");

        await _sync.RunAsync(_sync.At(), _sync.Folder("/proc/r2-sync"), static options => options with { Delete = true });

        Assert.Equal((3L, false), (_sync.Summary.Failed, _sync.Summary.Complete));
        Assert.All(_sync.Rows, static row => Assert.NotNull(row.Error));
    }
}
