using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>What may happen while a sync runs: none of it may lose anything, and the next run ends it.</summary>
public sealed class SyncFaultTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task File_VanishesBeforeItIsSent_IsAFailedRow_AndTheRestGoes()
    {
        string gone = _sync.Write("a");
        _sync.Write("b");

        await _sync.UpAsync(SyncFixture.Meanwhile(() => File.Delete(gone)));

        Assert.Equal(R2ErrorCodes.SourceChanged, Assert.Single(_sync.Rows, static row => row.Key == "a").Error!.Code);
        Assert.Equal(["b"], await _sync.KeysAsync());
        Assert.Empty(await _sync.UpAsync(static options => options with { Delete = true }));
    }

    [Fact]
    public async Task File_ChangesBetweenComparingAndSending_GoesAsItIs_AndIsNotRemembered()
    {
        string path = _sync.Write("a", "before");

        await _sync.UpAsync(options => SyncFixture.Later(SyncFixture.Meanwhile(() => File.WriteAllText(path, "after!"))(options)));

        Assert.Equal("after!", await _sync.TextAsync("a"));
        Assert.Empty(await _sync.UpAsync(SyncFixture.Later));
        Assert.Equal(0, _sync.Summary.CacheHits);
    }

    [Fact]
    public async Task File_GrowsWhileItIsSent_IsSentOnceMore()
    {
        string path = _sync.Write("a", TransferFixture.Random(100_000));
        int grown = 0;
        using MeddlingTransport meddling = new(request => request.Method == HttpMethod.Put && Interlocked.Increment(ref grown) == 1, () => File.AppendAllText(path, "more"));
        using R2Client client = _sync.NewClient(meddling);

        await _sync.RunAsync(_sync.Folder(), _sync.At(client: client));

        Assert.Equal(new FileInfo(path).Length, (await _sync.Client.HeadObjectAsync(SyncFixture.Bucket, "a", cancellationToken: SyncFixture.Cancellation)).Size);
        Assert.True(_sync.Summary.Complete);
    }

    [Fact]
    public async Task File_GrowsEachTimeItIsSent_Fails_AndNothingIsStored()
    {
        string path = _sync.Write("a", TransferFixture.Random(100_000));
        using MeddlingTransport meddling = new(static request => request.Method == HttpMethod.Put, () => File.AppendAllText(path, "more"));
        using R2Client client = _sync.NewClient(meddling);

        await _sync.RunAsync(_sync.Folder(), _sync.At(client: client));

        Assert.Equal(R2ErrorCodes.SourceChanged, Assert.Single(_sync.Rows).Error!.Code);
        Assert.Empty(await _sync.KeysAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnotherWriter_Meanwhile_IsNotOverwritten(bool isNew)
    {
        _sync.Write("a", "mine");
        if (!isNew)
        {
            await _sync.PutAsync("a", "before");
        }

        await _sync.UpAsync(options => options with { Confirm = (_, _) => WriteAsync() });

        Assert.Equal("theirs", await _sync.TextAsync("a"));
        Assert.Equal(R2ErrorCodes.DestinationChanged, Assert.Single(_sync.Rows).Error!.Code);

        async Task<bool> WriteAsync()
        {
            await _sync.PutAsync("a", "theirs");
            return true;
        }
    }

    [Fact]
    public async Task LocalFile_WrittenMeanwhile_IsNotOverwrittenByADownload()
    {
        await _sync.PutAsync("a", "one");
        await _sync.PutAsync("b", "one");
        await _sync.DownAsync();
        await _sync.PutAsync("a", "two");
        await _sync.PutAsync("c", "new");
        await _sync.Client.DeleteObjectAsync(SyncFixture.Bucket, "b", SyncFixture.Cancellation);

        void Write()
        {
            File.WriteAllText(Path.Combine(_sync.Copy, "a"), "mine");
            File.WriteAllText(Path.Combine(_sync.Copy, "b"), "mine");
            File.WriteAllText(Path.Combine(_sync.Copy, "c"), "mine");
        }

        await _sync.DownAsync(options => SyncFixture.Meanwhile(Write)(options with { Delete = true }));

        Assert.Equal(["mine", "mine", "mine"], SyncFixture.ContentOf(_sync.Copy).Values);
        Assert.All(_sync.Rows, static row => Assert.Equal(R2ErrorCodes.DestinationChanged, row.Error!.Code));
    }

    [Fact]
    public async Task TwoAtOnce_EndWell_AndTheNextFindsNothing()
    {
        for (int i = 0; i < 40; i++)
        {
            _sync.Write($"{i:D2}", $"text {i}");
        }

        await _sync.PutAsync("old");
        R2SyncManager[] both = [new(_sync.Folder(), _sync.At(), _sync.Options with { Delete = true }), new(_sync.Folder(), _sync.At(), _sync.Options with { Delete = true })];

        List<R2SyncAction>[] rows = await Task.WhenAll(both.Select(static async manager => await CollectAsync(manager)));

        Assert.All(rows.SelectMany(static some => some).Where(static row => row.Error is not null), static row => Assert.Equal(R2ErrorCodes.DestinationChanged, row.Error!.Code));
        await _sync.UpAsync(static options => options with { Delete = true });
        Assert.Equal(SyncFixture.ContentOf(_sync.Root), await _sync.ContentAsync());
        Assert.Empty(await _sync.UpAsync(static options => options with { Delete = true }));
    }

    [Fact]
    public async Task LostReply_ToAnUpload_IsItsOwn_NotAnotherWriters()
    {
        _sync.Write("a", "mine");
        _sync.Emulator.Faults.Add(Fault.DropReply() with { Operation = "PutObject", Times = 1 });

        await _sync.UpAsync();

        Assert.True(_sync.Summary.Complete);
        Assert.Equal("mine", await _sync.TextAsync("a"));
    }

    [Fact]
    public async Task Stopped_HalfWay_TheNextRunDoesTheRest()
    {
        for (int i = 0; i < 30; i++)
        {
            _sync.Write($"{i:D2}");
        }

        await _sync.PutAsync("old");
        using CancellationTokenSource stopping = new();
        int sent = 0;
        using MeddlingTransport meddling = new(request => request.Method == HttpMethod.Put && Interlocked.Increment(ref sent) == 5, stopping.Cancel);
        using R2Client client = _sync.NewClient(meddling);
        R2SyncManager manager = new(_sync.Folder(), _sync.At(client: client), _sync.Options with { Delete = true });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (R2SyncAction row in manager.RunAsync(stopping.Token))
            {
                Assert.NotEqual(R2SyncActionKind.Delete, row.Action);
            }
        });

        Assert.False(manager.Summary.Complete);
        Assert.Contains("old", await _sync.KeysAsync());
        await _sync.UpAsync(static options => options with { Delete = true });
        Assert.Equal(SyncFixture.ContentOf(_sync.Root), await _sync.ContentAsync());
    }

    [Fact]
    public async Task NoMoreRowsWanted_EndsTheRun()
    {
        for (int i = 0; i < 30; i++)
        {
            _sync.Write($"{i:D2}");
        }

        int sent = 0;
        using StuckTransport stuck = new(request => request.Method == HttpMethod.Put && Interlocked.Increment(ref sent) == 3);
        using R2Client client = _sync.NewClient(stuck);
        R2SyncManager manager = new(_sync.Folder(), _sync.At(client: client), _sync.Options with { Transfer = _sync.Options.Transfer with { ThrottleLimit = 1 } });
        await foreach (R2SyncAction row in manager.RunAsync(SyncFixture.Cancellation))
        {
            break;
        }

        // The second may be on its way when the first is told, or have come.
        Assert.False(manager.Summary.Complete);
        Assert.InRange((await _sync.KeysAsync()).Length, 1, 2);
    }

    [Fact]
    public async Task Last_GoesAfterAllOthers()
    {
        foreach (string key in new[] { "a.html", "b.css", "c/index.html", "d.png" })
        {
            _sync.Write(key, new string('x', key == "b.css" ? 2 << 20 : 1));
        }

        await _sync.UpAsync(static options => options with { Last = ["*.html"] });

        Assert.Equal([false, false, true, true], _sync.Emulator.Requests.Where(static request => request.Operation == "PutObject").Select(static request => request.Key!.EndsWith(".html", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Last_IsHeld_WhereAnotherKeyFailed()
    {
        _sync.Write("index.html");
        _sync.Write("main.css");
        _sync.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "PutObject", KeyPattern = "*.css" });

        await _sync.UpAsync(static options => options with { Last = ["*.html"] });

        Assert.Equal(R2ErrorCodes.SyncIncomplete, Assert.Single(_sync.Rows, static row => row.Key == "index.html").Error!.Code);
        Assert.Empty(await _sync.KeysAsync());
    }

    [UnixFact("Rights of folders are those of Unix.")]
    public async Task Target_ThatTakesNothing_FailsKeyByKey_AndDeletesNothing()
    {
        await _sync.PutAsync("dir/a");
        await _sync.PutAsync("b");
        Directory.CreateDirectory(_sync.Copy);
        await File.WriteAllTextAsync(Path.Combine(_sync.Copy, "old"), "old", SyncFixture.Cancellation);
        // A name that is too long for the file system, whoever asks.
        await _sync.PutAsync(new string('k', 250) + "/" + new string('n', 250) + "/" + new string('m', 250));
        _sync.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "GetObject", KeyPattern = "b" });

        await _sync.DownAsync(static options => options with { Delete = true });

        Assert.Contains("old", SyncFixture.ContentOf(_sync.Copy).Keys);
        Assert.Equal(1, _sync.Summary.DeletionsHeldBack);
    }

    private static async Task<List<R2SyncAction>> CollectAsync(R2SyncManager manager)
    {
        List<R2SyncAction> rows = [];
        await foreach (R2SyncAction row in manager.RunAsync(SyncFixture.Cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Has a request wait until nobody wants it any more.</summary>
    private sealed class StuckTransport(Func<HttpRequestMessage, bool> when) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (when(request))
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
