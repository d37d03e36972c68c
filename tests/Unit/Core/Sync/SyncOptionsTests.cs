using R2.Models;
using R2.Sync.Listing;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>What does not go together is refused before anything is listed; what does is done.</summary>
public sealed class SyncOptionsTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    private static readonly Dictionary<string, Func<R2SyncOptions, R2SyncOptions>> s_refused = new()
    {
        ["renames without deletions"] = static options => options with { TrackRename = true },
        ["renames in a shard"] = static options => options with { TrackRename = true, Delete = true, Shard = new R2Shard(0, 2) },
        ["excluded deleted in a shard"] = static options => options with { DeleteExcluded = true, Delete = true, Shard = new R2Shard(0, 2) },
        ["excluded deleted without deletions"] = static options => options with { DeleteExcluded = true },
        ["excluded deleted with given keys"] = static options => options with { DeleteExcluded = true, Delete = true, Keys = ["a"] },
        ["an error that is left out"] = static options => options with { Immutable = true, Update = true },
        ["deletions below none"] = static options => options with { Delete = true, MaxDelete = -1 },
        ["deletions above all"] = static options => options with { Delete = true, MaxDeletePercent = 101 },
        ["a window below none"] = static options => options with { ModifyWindow = TimeSpan.FromSeconds(-1) },
        ["a customer's key"] = static options => options with { Write = new() { SseCustomerKey = new R2.Models.SseCustomerKey(new byte[32]) } },
        ["backups in the destination"] = static options => options with { BackupPrefix = "www/old" },
        ["backups around the destination"] = static options => options with { BackupPrefix = "" },
    };

    public void Dispose() => _sync.Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public void Options_ThatDoNotGoTogether_AreRefused(string why) =>
        Assert.True(Assert.Throws<R2Exception>(() => new R2SyncManager(_sync.Folder(), _sync.At("www"), s_refused[why](_sync.Options))).Code is R2ErrorCodes.InvalidArgument or R2ErrorCodes.InvalidSetting);

    [Fact]
    public void Ends_ThatDoNotGoTogether_AreRefused()
    {
        foreach ((R2SyncLocation source, R2SyncLocation destination) in new[] { (_sync.Folder(), _sync.Folder(_sync.Copy)), (_sync.At("a"), _sync.At("a/b")), (_sync.At("a/b"), _sync.At("a")), (_sync.At(), _sync.At()) })
        {
            Assert.Equal(R2ErrorCodes.InvalidArgument, Assert.Throws<R2Exception>(() => new R2SyncManager(source, destination)).Code);
        }

        Assert.Throws<R2Exception>(() => new R2SyncManager(_sync.At(), _sync.Folder(), _sync.Options with { BackupPrefix = "old" }));
        Assert.Throws<R2Exception>(() => new R2SyncManager(_sync.At("a"), _sync.At("b"), _sync.Options with { BackupPrefix = "a/old" }));
        _ = new R2SyncManager(_sync.At("a"), _sync.At("ab"));
    }

    [Fact]
    public async Task Manager_IsForOneRun()
    {
        R2SyncManager manager = new(_sync.Folder(), _sync.At(), _sync.Options);
        await foreach (R2SyncAction _ in manager.RunAsync(SyncFixture.Cancellation))
        {
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await manager.PlanAsync(SyncFixture.Cancellation).GetAsyncEnumerator(SyncFixture.Cancellation).MoveNextAsync());
    }

    [Fact]
    public async Task Times_AreAlike_WithinTheWindow_AndAsFarAsTheCoarserTells()
    {
        DateTime whole = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        _sync.Write("a", "text", whole.AddMilliseconds(300));
        await _sync.PutAsync("a", options: new() { Metadata = new Dictionary<string, string> { ["mtime"] = "1577836800" } });
        static R2SyncOptions ByTime(R2SyncOptions options) => options with { CompareBy = R2CompareBy.Time };

        Assert.Empty(await _sync.UpAsync(ByTime));
        _sync.Write("a", "text", whole.AddSeconds(1.5));
        Assert.Empty(await _sync.UpAsync(static options => ByTime(options) with { ModifyWindow = TimeSpan.FromSeconds(2) }));
        Assert.Equal(["UpdateMetadata TimeDiffers a"], await _sync.UpAsync(static options => ByTime(options) with { ModifyWindow = TimeSpan.FromSeconds(1) }));
    }

    [Fact]
    public async Task BySize_ReadsNothing_AndAsksForNothing()
    {
        _sync.Write("a", "one");
        await _sync.PutAsync("a", "two");

        Assert.Empty(await _sync.UpAsync(static options => options with { CompareBy = R2CompareBy.Size }));

        Assert.Equal((0L, 0L, 1L), (_sync.Summary.BytesHashed, _sync.Summary.HeadRequests, _sync.Summary.Equal));
    }

    [Fact]
    public async Task ObjectsThatKeepAnMd5OrATime_AreBelieved_WhereTheirTagTellsNothing()
    {
        DateTime time = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach ((string key, string name, string value) in new[] { ("md5", "md5chksum", "HLJR7A1WjeapKbUgxK7Y0Q=="), ("other md5", "md5chksum", "AAAAAAAAAAAAAAAAAAAAAA=="), ("time", "mtime", "1577836800"), ("other time", "mtime", "1577836801"), ("nothing", "x", "y") })
        {
            _sync.Write(key, "text", time);
            await _sync.PutAsync(key, options: new() { Metadata = new Dictionary<string, string> { [name] = value } });
        }

        using R2Client client = _sync.NewClient(new UntoldTags(_sync.Client));

        Assert.Equal(["Upload ChecksumDiffers other md5", "Upload Unknown nothing", "Upload Unknown other time"], await _sync.PlanAsync(_sync.Folder(), _sync.At(client: client)));
        Assert.Equal(5, _sync.Summary.HeadRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ObjectsOfTwoBuckets_WithTagsOfTwoKinds_AreComparedByWhatTheyKeep(bool keepsMd5)
    {
        byte[] bytes = TransferFixture.Random((6 << 20) + 1), others = [.. bytes.Reverse()];
        _sync.Write("a", bytes, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Dictionary<string, string> kept = keepsMd5 ? new() { ["md5chksum"] = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes)) } : [];
        await _sync.UpAsync(options => options with { Write = new() { Metadata = kept } });

        await PutAsync(bytes, "1577836800");
        Assert.Empty(await PlanAsync());
        await PutAsync(others, keepsMd5 ? "1577836800" : "1577836801");
        Assert.StartsWith(keepsMd5 ? "Copy ChecksumDiffers" : "Copy ", Assert.Single(await PlanAsync()), StringComparison.Ordinal);

        Task PutAsync(byte[] body, string mtime) => _sync.Client.PutObjectAsync(SyncFixture.Other, "a", body, new() { Metadata = new Dictionary<string, string> { ["mtime"] = mtime } }, SyncFixture.Cancellation);
        Task<string[]> PlanAsync() => _sync.PlanAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), static options => options with { NoState = true });
    }

    [Fact]
    public void Summaries_OfShards_BecomeOne_IfAllAreThere()
    {
        R2SyncSummary first = new() { ShardIndex = 0, ShardCount = 2, Complete = true, Uploaded = 1, Seconds = 2 }, second = new() { ShardIndex = 1, ShardCount = 2, Complete = true, Uploaded = 2, Seconds = 3 };

        R2SyncSummary all = R2SyncSummary.Merge([second, first]);
        Assert.Equal((3L, 3.0, true, null, null), (all.Uploaded, all.Seconds, all.Complete, all.ShardIndex, all.ShardCount));
        Assert.False(R2SyncSummary.Merge([first, second with { Complete = false }]).Complete);
        foreach (R2SyncSummary[] some in new[] { [], [first], [first, first], [first, second with { ShardCount = 3 }], new[] { first, second with { DryRun = true } } })
        {
            Assert.Equal(R2ErrorCodes.SyncIncomplete, Assert.Throws<R2Exception>(() => R2SyncSummary.Merge(some)).Code);
        }
    }

    [Fact]
    public async Task RequireFile_OfABucket_IsAKey()
    {
        await _sync.PutAsync("a");
        Assert.Equal(R2ErrorCodes.SyncSourceMissing, (await SyncFixture.RefusedAsync(() => _sync.DownAsync(static options => options with { RequireFile = ".whole" }))).Code);
        await _sync.PutAsync(".whole");
        Assert.Equal(2, (await _sync.DownAsync(static options => options with { RequireFile = ".whole" })).Length);
    }

    [Fact]
    public async Task Comparing_ByteByByte_TellsTheSameSizeWithOtherBytes()
    {
        _sync.Write("a", "one");
        _sync.Write("b", "two");
        await _sync.PutAsync("a", "one");
        await _sync.PutAsync("b", "TWO");
        Assert.Equal(["* b"], await _sync.CompareAsync(_sync.Folder(), _sync.At(), static options => options with { Download = true }));
        Assert.Equal(["* b"], await _sync.CompareAsync(_sync.At(), _sync.Folder(), static options => options with { Download = true }));
    }

    [Fact]
    public void Walk_AFileThatGoesAfterItsFolderWasRead_IsNotThere()
    {
        _sync.Write("a");
        string gone = _sync.Write("b");
        using IEnumerator<SyncEntry> entries = new FolderWalk(_sync.Root, R2SymlinkPolicy.Files, _sync.Options, static _ => true).Enumerate().GetEnumerator();
        Assert.True(entries.MoveNext());
        File.Delete(gone);
        Assert.False(entries.MoveNext());
    }

    /// <summary>Says entity tags that are no MD5, as of objects from other clouds.</summary>
    private sealed class UntoldTags(R2Client server) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private const string Tag = "opaque-tag";

        private static readonly string s_md5 = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData("text"u8));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Head)
            {
                Assert.Equal($"\"{Tag}\"", request.Headers.GetValues("If-Match").Single());
                R2.Models.R2ObjectInfo info = await server.HeadObjectAsync(SyncFixture.Bucket, Uri.UnescapeDataString(request.RequestUri!.AbsolutePath[(SyncFixture.Bucket.Length + 2)..]), cancellationToken: cancellationToken);
                HttpResponseMessage head = new() { Content = new ByteArrayContent([0, 0, 0, 0]), RequestMessage = request };
                head.Headers.TryAddWithoutValidation("ETag", $"\"{Tag}\"");
                head.Content.Headers.LastModified = info.LastModified;
                foreach ((string name, string value) in info.Metadata)
                {
                    head.Headers.TryAddWithoutValidation("x-amz-meta-" + name, value);
                }

                return head;
            }

            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            StringContent content = new((await response.Content.ReadAsStringAsync(cancellationToken)).Replace(s_md5, Tag, StringComparison.Ordinal));
            content.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content = content;
            return response;
        }
    }

    [Theory]
    [InlineData(10L, 5L, "MaxSize is '5'; it must be MinSize (10) or more: nothing could take part.")]
    [InlineData(-1L, null, "MinSize is '-1'; it must be 0 or more.")]
    [InlineData(null, -1L, "MaxSize is '-1'; it must be 0 or more.")]
    public void Sizes_ThatNothingHas_AreRefused(long? from, long? to, string said) => Assert.Equal(said, Refusal(new() { MinSize = from, MaxSize = to }).Message);

    [Theory]
    [InlineData(2, 1, "MaxAge is '1.00:00:00'; it must be MinAge (2.00:00:00) or more: nothing could take part.")]
    [InlineData(-1, null, "MinAge is '-1.00:00:00'; it must be 0 or more.")]
    [InlineData(null, -1, "MaxAge is '-1.00:00:00'; it must be 0 or more.")]
    public void Ages_ThatNothingHas_AreRefused(int? from, int? to, string said) =>
        Assert.Equal(said, Refusal(new() { MinAge = Days(from), MaxAge = Days(to) }).Message);

    [Theory]
    [InlineData("mtime")]
    [InlineData("Mtime")]
    public void Metadata_OfTheFilesTime_IsRefused(string name) =>
        Assert.Contains("'mtime' is the time of the file", Refusal(new() { Write = new PutObjectOptions { Metadata = new Dictionary<string, string> { [name] = "5" } } }).Message, StringComparison.Ordinal);

    [Fact]
    public void HeadersAndMetadata_ThatNoRequestCarries_AreRefused()
    {
        Assert.Equal(R2ErrorCodes.InvalidMetadata, Refusal(new() { Write = new PutObjectOptions { Metadata = new Dictionary<string, string> { ["a b"] = "c" } } }).Code);
        Assert.Equal(R2ErrorCodes.InvalidSetting, Refusal(new() { Write = new PutObjectOptions { CacheControl = "a\nb" } }).Code);
    }

    [Fact]
    public async Task StateFolder_ThatWasChosen_AndIsNone_IsRefused()
    {
        string file = _sync.Write("a");

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync(options => options with { StatePath = file }));

        Assert.Equal((R2ErrorCodes.TargetNotWritable, true), (refused.Code, refused.Message.Contains(file, StringComparison.Ordinal)));
        Assert.Empty(await _sync.KeysAsync());
    }

    /// <summary>As where its disk is full.</summary>
    [Fact]
    public async Task StateFolder_ThatCannotBeWrittenAnyMore_EndsNoSync()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        Task<bool> TakeAway(R2SyncSummary foreseen, CancellationToken cancellation)
        {
            Directory.Delete(_sync.State, recursive: true);
            return Task.FromResult(true);
        }

        Assert.Equal(["Delete NotAtSource old", "Upload NotAtDestination a"], await _sync.UpAsync(options => SyncFixture.Later(options) with { Delete = true, Confirm = TakeAway }));

        Assert.True(_sync.Summary.Complete);
        Assert.Equal(["a"], await _sync.KeysAsync());
    }

    private static TimeSpan? Days(int? days) => days is { } some ? TimeSpan.FromDays(some) : null;

    private R2Exception Refusal(R2SyncOptions options) => Assert.Throws<R2Exception>(() => new R2SyncManager(_sync.Folder(), _sync.At(), options));
}
