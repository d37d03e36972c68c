using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

public sealed class SyncDirectionTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task Upload_NewTree_IsThere_AndASecondRunReadsOnlyTheList()
    {
        _sync.Write("a.txt", "a");
        _sync.Write("sub/b.txt", "b");
        _sync.Write("sub-c.txt", "c");
        _sync.Write("empty", "");

        Assert.Equal(["Upload NotAtDestination a.txt", "Upload NotAtDestination empty", "Upload NotAtDestination sub-c.txt", "Upload NotAtDestination sub/b.txt"], await _sync.RunAsync(_sync.Folder(), _sync.At("www"), SyncFixture.Later));

        Assert.Equal(SyncFixture.ContentOf(_sync.Root), await _sync.ContentAsync(prefix: "www/"));
        Assert.True(_sync.Summary.Complete);
        int before = _sync.Emulator.Requests.Count;
        Assert.Empty(await _sync.RunAsync(_sync.Folder(), _sync.At("www"), SyncFixture.Later));
        Assert.Equal(["ListObjectsV2"], _sync.Emulator.Requests.Skip(before).Select(static request => request.Operation));
        Assert.Equal((4, 4L, 1, 0), (_sync.Summary.Equal, _sync.Summary.CacheHits, _sync.Summary.ClassA, _sync.Summary.ClassB));
    }

    [Fact]
    public async Task Download_NewTree_IsThere_WithItsTimes_AndASecondRunReadsOnlyTheList()
    {
        DateTime time = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        _sync.Write("a.txt", "a", time);
        _sync.Write("sub/b.txt", "b");
        await _sync.UpAsync();

        Assert.Equal(["Download NotAtDestination a.txt", "Download NotAtDestination sub/b.txt"], await _sync.DownAsync());

        Assert.Equal(SyncFixture.ContentOf(_sync.Root), SyncFixture.ContentOf(_sync.Copy));
        Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(_sync.Copy, "a.txt")));
        int before = _sync.Emulator.Requests.Count;
        Assert.Empty(await _sync.DownAsync());
        Assert.Equal(["ListObjectsV2"], _sync.Emulator.Requests.Skip(before).Select(static request => request.Operation));
    }

    [Fact]
    public async Task Copy_WithinTheServer_MovesNoBytes_AndASecondRunReadsOnlyTheLists()
    {
        await _sync.PutAsync("www/a", "a");
        await _sync.PutAsync("www/b", "b");
        await _sync.PutAsync("elsewhere", "c");

        Assert.Equal(["Copy NotAtDestination a", "Copy NotAtDestination b"], await _sync.RunAsync(_sync.At("www"), _sync.At("old", SyncFixture.Other)));

        Assert.DoesNotContain(_sync.Emulator.Requests, static request => request.Operation == "GetObject");
        Assert.Equal(await _sync.ContentAsync(prefix: "www/"), await _sync.ContentAsync(SyncFixture.Other, "old/"));
        int before = _sync.Emulator.Requests.Count;
        Assert.Empty(await _sync.RunAsync(_sync.At("www"), _sync.At("old", SyncFixture.Other)));
        Assert.All(_sync.Emulator.Requests.Skip(before), static request => Assert.Equal("ListObjectsV2", request.Operation));
    }

    [Fact]
    public async Task Copy_BetweenTwoServers_PassesThroughHere_WithItsMetadata()
    {
        using SyncFixture far = new();
        await _sync.PutAsync("a", "a", options: new() { ContentType = "text/css", CacheControl = "no-store", Metadata = new Dictionary<string, string> { ["owner"] = "ops" } });

        Assert.Equal(["Copy NotAtDestination a"], await _sync.RunAsync(_sync.At(), far.At()));

        R2.Models.R2ObjectInfo info = await far.Client.HeadObjectAsync(SyncFixture.Bucket, "a", cancellationToken: SyncFixture.Cancellation);
        Assert.Equal(("a", "text/css", "no-store", "ops"), (await far.TextAsync("a"), info.ContentType, info.CacheControl, info.Metadata["owner"]));
        Assert.Empty(await _sync.RunAsync(_sync.At(), far.At()));
    }

    [Fact]
    public async Task Upload_OfParts_IsRecognizedByItsETag_WithoutARequest()
    {
        _sync.Write("big", TransferFixture.Random((11 << 20) + 1));
        await _sync.UpAsync();
        int before = _sync.Emulator.Requests.Count;

        Assert.Empty(await _sync.UpAsync(static options => options with { NoState = true }));

        Assert.Equal(["ListObjectsV2"], _sync.Emulator.Requests.Skip(before).Select(static request => request.Operation));
    }

    [Fact]
    public async Task Copy_InParts_GetsAnotherETag_AndIsRemembered()
    {
        using SyncFixture far = new();
        _sync.Write("big", TransferFixture.Random((11 << 20) + 1));
        await _sync.UpAsync();
        R2SyncOptions InLargerParts(R2SyncOptions options) => SyncFixture.Later(options) with { Transfer = options.Transfer with { PartSize = 6 << 20, TimeProvider = SyncFixture.Later(options).Transfer.TimeProvider } };
        Assert.Equal(["Copy NotAtDestination big"], await _sync.RunAsync(_sync.At(), far.At(), InLargerParts));

        Assert.Empty(await _sync.RunAsync(_sync.At(), far.At(), InLargerParts));

        Assert.Equal((1L, 0L), (_sync.Summary.CacheHits, _sync.Summary.HeadRequests));
        Assert.Equal(["Copy NotAtDestination big"], await _sync.RunAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), SyncFixture.Later));
        Assert.Empty(await _sync.RunAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), SyncFixture.Later));
        Assert.Equal((1L, 0L), (_sync.Summary.CacheHits, _sync.Summary.HeadRequests));
    }

    [Fact]
    public async Task Upload_OfPartsOfAnUncommonSize_IsRecognized_ByOneHead()
    {
        _sync.Write("big", TransferFixture.Random((13 << 20) + 1));
        await _sync.UpAsync(static options => options with { Transfer = options.Transfer with { PartSize = 7 << 20 } });

        Assert.Empty(await _sync.UpAsync(static options => options with { NoState = true }));

        Assert.Equal(1, _sync.Summary.HeadRequests);
    }

    [Fact]
    public async Task Upload_GivesWhatIsAskedFor_AndTheTypeOfTheName()
    {
        _sync.Write("a.css");
        _sync.Write("b.bin");
        await _sync.UpAsync(static options => options with { Write = new() { CacheControl = "no-store", Metadata = new Dictionary<string, string> { ["owner"] = "ops" }, StorageClass = R2.Models.R2StorageClass.StandardInfrequentAccess } });

        R2.Models.R2ObjectInfo css = await _sync.Client.HeadObjectAsync(SyncFixture.Bucket, "a.css", cancellationToken: SyncFixture.Cancellation);
        Assert.Equal(("text/css", "no-store", "ops", R2.Models.R2StorageClass.StandardInfrequentAccess), (css.ContentType!.Split(';')[0], css.CacheControl, css.Metadata["owner"], css.StorageClass));
    }

    [Fact]
    public async Task Upload_OfAFileInParts_ThatReplaces_TellsRcloneItsMd5()
    {
        byte[] bytes = TransferFixture.Random((6 << 20) + 1);
        _sync.Write("big", bytes);
        await _sync.PutAsync("big", new string('x', bytes.Length));

        Assert.Equal(["Upload ChecksumDiffers big"], await _sync.UpAsync());

        R2.Models.R2ObjectInfo info = await _sync.Client.HeadObjectAsync(SyncFixture.Bucket, "big", cancellationToken: SyncFixture.Cancellation);
        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes)), info.Metadata["md5chksum"]);
    }

    [Fact]
    public async Task Shard_TouchesItsOwnKeysAlone_AtBothEnds()
    {
        // Of two shards the second has a.txt, and the first the others.
        _sync.Write("a.txt");
        _sync.Write("dir/b.txt");
        await _sync.PutAsync("x/y/z 1.bin");

        Assert.Equal(["Upload NotAtDestination a.txt"], await _sync.UpAsync(static options => options with { Delete = true, Shard = new R2Shard(1, 2) }));
        Assert.Equal((1L, 0L), (_sync.Summary.SourceCount, _sync.Summary.DestinationCount));
        Assert.Equal(["Delete NotAtSource x/y/z 1.bin", "Upload NotAtDestination dir/b.txt"], await _sync.UpAsync(static options => options with { Delete = true, Shard = new R2Shard(0, 2) }));
    }

    [Fact]
    public async Task Prefix_IsAFolder_AndDoesNotReachItsNeighbour()
    {
        _sync.Write("a");
        await _sync.PutAsync("www2/x");
        await _sync.PutAsync("www-x");
        await _sync.PutAsync("www/", "");

        await _sync.RunAsync(_sync.Folder(), _sync.At("www"), static options => options with { Delete = true });

        Assert.Equal(["www-x", "www/", "www/a", "www2/x"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task Markers_BecomeFolders_AndStayWhereTheFolderIs()
    {
        await _sync.PutAsync("dir/", "");
        await _sync.PutAsync("full/a");
        await _sync.DownAsync();
        Assert.True(Directory.Exists(Path.Combine(_sync.Copy, "dir")));

        Assert.Empty(await _sync.DownAsync());
        await _sync.RunAsync(_sync.Folder(_sync.Copy), _sync.At(), static options => options with { Delete = true });

        Assert.Equal(["dir/", "full/a"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task Summary_CountsTheHeads_ThatWereSent()
    {
        await _sync.PutAsync("a");
        await _sync.PutAsync("old", bucket: SyncFixture.Other);

        await _sync.RunAsync(_sync.At(), _sync.At("", SyncFixture.Other), static options => options with { Delete = true, BackupPrefix = null, CompareMetadata = true });

        Assert.Equal(_sync.Emulator.Requests.Count(static request => request.Operation == "HeadObject"), _sync.Summary.HeadRequests);
    }

    [Fact]
    public async Task Rename_ToAnotherExtension_IsAnotherContentType()
    {
        string path = _sync.Write("a.txt");
        await _sync.UpAsync();
        File.Move(path, Path.ChangeExtension(path, ".html"));

        Assert.Contains("Rename NotAtDestination a.html", await _sync.UpAsync(static options => options with { Delete = true, TrackRename = true }));

        Assert.Equal("text/html", (await _sync.Client.HeadObjectAsync(SyncFixture.Bucket, "a.html", cancellationToken: SyncFixture.Cancellation)).ContentType);
    }
}
