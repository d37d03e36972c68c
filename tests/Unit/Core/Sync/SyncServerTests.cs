using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Servers that are slow to say yes, say no, or have other clocks, and others who write to them meanwhile.</summary>
public sealed class SyncServerTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(429, "TooManyRequests")]
    public async Task Throttled_InBursts_GoesOn_InEveryDirection(int status, string code)
    {
        for (int i = 0; i < 20; i++)
        {
            _sync.Write($"{i:D2}");
            await _sync.PutAsync($"old{i:D2}");
        }

        R2RetryOptions patient = TransferFixture.Retry with { MaxAttempts = 9 };
        R2SyncOptions Patiently(R2SyncOptions options) => Deleting(options) with { Transfer = options.Transfer with { Retry = patient } };
        using R2Client client = _sync.NewClient(retry: patient);
        R2SyncLocation here = _sync.At(client: client), other = _sync.At(bucket: SyncFixture.Other, client: client);
        Burst();
        await _sync.RunAsync(_sync.Folder(), here, Patiently);
        Assert.True(_sync.Summary is { Complete: true, Uploaded: 20, Deleted: 20 });
        Burst();
        await _sync.RunAsync(here, other, Patiently);
        Assert.True(_sync.Summary is { Complete: true, Copied: 20 });
        Burst();
        await _sync.RunAsync(here, _sync.Folder(_sync.Copy), Patiently);
        Assert.True(_sync.Summary is { Complete: true, Downloaded: 20 });
        Assert.Equal(SyncFixture.ContentOf(_sync.Root), SyncFixture.ContentOf(_sync.Copy));

        // Of each kind of request the first, and then every fourth.
        void Burst()
        {
            _sync.Emulator.Faults.Clear();
            foreach (string operation in new[] { "ListObjectsV2", "PutObject", "GetObject", "CopyObject", "HeadObject", "DeleteObjects" })
            {
                _sync.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = operation, Times = 1 });
                _sync.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = operation, Every = 4, SkipFirst = 2, Times = 4 });
            }
        }
    }

    [Fact]
    public async Task DeletionOfAKey_IsRefused_IsItsRow_AndTheOthersGo()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        await _sync.PutAsync("older");
        _sync.Emulator.Faults.Add(Fault.RefuseKey("AccessDenied") with { KeyPattern = "older" });

        Assert.Equal(["Delete NotAtSource old", "Failed NotAtSource older", "Upload NotAtDestination a"], await _sync.UpAsync(Deleting));

        Assert.Equal(["a", "older"], await _sync.KeysAsync());
        Assert.Equal((1L, 1L, false), (_sync.Summary.Deleted, _sync.Summary.Failed, _sync.Summary.Complete));
    }

    [Fact]
    public async Task Deletions_ThatMayNotBe_AreFailedRows_NotTheEndOfTheRun()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        await _sync.PutAsync("with\u0001control");
        _sync.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "DeleteObjects" });
        _sync.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "DeleteObject" });

        Assert.Equal(["Failed NotAtSource old", "Failed NotAtSource with\u0001control", "Upload NotAtDestination a"], await _sync.UpAsync(Deleting));
        Assert.All(_sync.Rows.Where(static row => row.Error is not null), static row => Assert.Equal("AccessDenied", row.Error!.Code));

        _sync.Emulator.Faults.Clear();
        await _sync.UpAsync(Deleting);
        Assert.Equal(["a"], await _sync.KeysAsync());
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(-1)]
    [InlineData(14)]
    public async Task ServersClock_IsOff_AndASyncDoesWhatItShould(int minutes)
    {
        await _sync.PutAsync("old");
        _sync.Emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromMinutes(minutes)));
        _sync.Write("a");
        _sync.Write("b", "text", DateTime.UtcNow.AddMinutes(minutes));

        Assert.Equal(["Delete NotAtSource old", "Upload NotAtDestination a", "Upload NotAtDestination b"], await _sync.UpAsync(Deleting));

        Assert.Empty(await _sync.UpAsync(Deleting));
        await _sync.DownAsync(Deleting);
        Assert.Empty(await _sync.DownAsync(Deleting));
    }

    [Fact]
    public async Task Rename_OfWhatWasRewritten_OrToANameThatIsTaken_LosesNothing()
    {
        _sync.Write("new1", "photo 1");
        _sync.Write("new2", "photo 22");
        await _sync.PutAsync("old1", "photo 1");
        await _sync.PutAsync("old2", "photo 22");

        await _sync.UpAsync(options => SyncFixture.Meanwhile(async () =>
        {
            await _sync.PutAsync("old1", "theirs");
            await _sync.PutAsync("new2", "theirs");
        })(Deleting(options) with { TrackRename = true }));

        Assert.All(_sync.Rows, static row => Assert.Equal(R2ErrorCodes.DestinationChanged, row.Error!.Code));
        Assert.Equal(2, _sync.Rows.Count);
        SortedDictionary<string, string> there = await _sync.ContentAsync();
        Assert.Equal(("theirs", "theirs", "photo 22"), (there["old1"], there["new2"], there["old2"]));
    }

    [Fact]
    public async Task LocalRename_ToANameThatIsTaken_LosesNothing()
    {
        await _sync.PutAsync("new", "photo");
        Directory.CreateDirectory(_sync.Copy);
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "old"), "photo", SyncFixture.Cancellation);

        await _sync.DownAsync(options => SyncFixture.Meanwhile(() => File.WriteAllText(Path.Combine(_sync.Copy, "new"), "mine"))(SyncFixture.Later(Deleting(options)) with { TrackRename = true }));

        Assert.Equal("mine", SyncFixture.ContentOf(_sync.Copy)["new"]);
        Assert.Equal("photo", SyncFixture.ContentOf(_sync.Copy)["old"]);
        Assert.Equal(1, _sync.Summary.Failed);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("across")]
    [InlineData("to another server")]
    public async Task SourceObject_RewrittenSinceItWasListed_IsNotTakenForWhatWasListed(string way)
    {
        using SyncFixture far = new();
        await _sync.PutAsync("a", "one");
        await _sync.PutAsync("gone", "one");
        R2SyncLocation destination = way == "down" ? _sync.Folder(_sync.Copy) : way == "across" ? _sync.At(bucket: SyncFixture.Other) : far.At();

        await _sync.RunAsync(_sync.At(), destination, SyncFixture.Meanwhile(async () =>
        {
            await _sync.PutAsync("a", "two");
            await _sync.Client.DeleteObjectAsync(SyncFixture.Bucket, "gone", SyncFixture.Cancellation);
        }));

        Assert.Equal([R2ErrorCodes.SourceChanged, R2ErrorCodes.SourceChanged], _sync.Rows.Select(static row => row.Error?.Code));
        Assert.Equal(["Download NotAtDestination a", "Copy NotAtDestination a"], [await _sync.DownAsync() is [string down] ? down : "", await _sync.RunAsync(_sync.At(), _sync.At("x", SyncFixture.Other)) is [string copy] ? copy : ""]);
    }

    [Fact]
    public async Task Backup_OfWhatWasRewritten_IsNotMade_AndNothingIsReplaced()
    {
        _sync.Write("a", "mine");
        await _sync.PutAsync("www/a", "old");

        await _sync.RunAsync(_sync.Folder(), _sync.At("www"), options => SyncFixture.Meanwhile(() => _sync.PutAsync("www/a", "theirs"))(options with { BackupPrefix = "kept" }));

        Assert.Equal(R2ErrorCodes.DestinationChanged, Assert.Single(_sync.Rows).Error!.Code);
        Assert.Equal(new SortedDictionary<string, string> { ["www/a"] = "theirs" }, await _sync.ContentAsync());
    }

    [Fact]
    public async Task Object_RewrittenWhileItIsCompared_IsToldAsChanged()
    {
        _sync.Write("a", "mine");
        await _sync.PutAsync("a", "1234");
        int times = 0;
        using MeddlingTransport meddling = new(request => request.Method == HttpMethod.Head && Interlocked.Increment(ref times) == 1, () => _sync.PutAsync("a", "4321").GetAwaiter().GetResult());
        using R2Client client = _sync.NewClient(meddling);

        await _sync.RunAsync(_sync.Folder(), _sync.At(client: client), static options => options with { CompareBy = R2CompareBy.Time });

        Assert.Equal(R2ErrorCodes.DestinationChanged, Assert.Single(_sync.Rows).Error!.Code);
        Assert.Equal("4321", await _sync.TextAsync("a"));
    }

    [Fact]
    public async Task Marker_OfAFolderThatIsGone_IsNotStored()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_sync.Root, "void")).FullName;

        await _sync.UpAsync(options => SyncFixture.Meanwhile(() => Directory.Delete(folder))(options with { EmptyFolders = R2EmptyFolderPolicy.Marker }));

        Assert.Equal(R2ErrorCodes.SourceChanged, Assert.Single(_sync.Rows).Error!.Code);
        Assert.Empty(await _sync.KeysAsync());
    }

    private static R2SyncOptions Deleting(R2SyncOptions options) => options with { Delete = true };
}
