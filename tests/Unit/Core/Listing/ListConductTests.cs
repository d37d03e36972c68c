using R2.Emulator;
using R2.Listing;
using R2.Models;
using R2.Simulation;

namespace R2.Unit.Core.Listing;

/// <summary>When a list is split, and what becomes of its requests.</summary>
public sealed class ListConductTests
{
    private static readonly string[] s_keys = [.. Enumerable.Range(0, 600).Select(static i => $"logs/{i:D6}")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("quick", true)]
    [InlineData("short", true)]
    [InlineData("delimiter", true)]
    [InlineData("page size", true)]
    [InlineData("recorded", true)]
    [InlineData("slow and long", false)]
    public async Task List_ThatIsNotBothLongAndSlow_AsksOnePageAfterTheOther(string kind, bool isSerial)
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        LongList.Slow slow = new(() => kind == "quick" ? 0 : 40);
        string file = Path.Combine(Directory.CreateTempSubdirectory("r2-list-").FullName, "recording.zip");
        using R2Simulation? simulation = kind == "recorded" ? R2Simulation.Record(file) : null;
        R2Client client = list.NewClient(slow, simulation);
        ListLimits limits = new() { FullPages = kind == "short" ? 60 : 4, SlowPage = kind == "quick" ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(30) };
        ListObjectsOptions options = new() { Delimiter = kind == "delimiter" ? "|" : null, MaxKeys = kind == "page size" ? 1000 : null };

        List<R2Object> objects = await LongList.TakeAsync(client, limits, options, Cancellation);

        Assert.Equal(s_keys, objects.Select(static item => item.Key));
        Assert.Equal(isSerial, slow.Queries.Count == 60);
        Assert.Equal(isSerial, slow.Most == 1);
        Assert.Equal(!isSerial, slow.Queries.Any(static query => query.Contains("start-after", StringComparison.Ordinal)));
        simulation?.Dispose();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>R2 does not document where a key stands whose composed form is another text.</summary>
    [Fact]
    public async Task List_WithAKeyThatIsNotComposed_AsksOnePageAfterTheOther()
    {
        using LongList list = await LongList.CreateAsync(["e\u0301", .. s_keys.Select(static key => "\uFFE5" + key)]);
        LongList.Slow slow = new(static () => 0);

        await list.HoldsAsync(LongList.Eager, slow: slow);

        Assert.DoesNotContain(slow.Queries, static query => query.Contains("start-after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ByDefault_AsksOnePageAfterTheOther_WhenOneIsTaken()
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        LongList.Slow slow = new(static () => 0);
        await using IAsyncEnumerator<R2ObjectPage> pages = list.NewClient(slow).EnumerateObjectPagesAsync(LongList.Bucket, cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);

        for (int i = 1; i < 30; i++)
        {
            Assert.True(await pages.MoveNextAsync());
            Assert.Equal(i, slow.Queries.Count);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task List_AtOnceOutsideTheRange_IsRefused(int atOnce)
    {
        using LongList list = await LongList.CreateAsync([]);

        R2Exception refused = await Assert.ThrowsAsync<R2Exception>(async () =>
        {
            await foreach (R2Object item in list.Client.EnumerateObjectsAsync(LongList.Bucket, new ListObjectsOptions { RequestsAtOnce = atOnce }, Cancellation))
            {
                Assert.Null(item);
            }
        });

        Assert.Equal(R2ErrorCodes.InvalidSetting, refused.Code);
        Assert.Contains("1 to 64", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(40)]
    public async Task List_BreaksOff_IsAnError(int after)
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        list.Emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = "ListObjectsV2", SkipFirst = after });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => list.ListAsync(LongList.Eager));

        Assert.Equal("InternalError", e.Code);
    }

    [Fact]
    public async Task List_Throttled_IsWhole()
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        list.Emulator.Faults.Add(Fault.Status(503, "SlowDown") with { Operation = "ListObjectsV2", Every = 3 });

        (List<R2Object> objects, _) = await list.ListAsync(LongList.Eager, attempts: 50);

        Assert.Equal(s_keys, objects.Select(static item => item.Key));
    }

    [Fact]
    public async Task List_Cancelled_EndsItsRequests_AndLeavesNoFile()
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        using CancellationTokenSource cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        LongList.Slow slow = new(static () => 1);
        R2Client client = list.NewClient(slow);
        int pages = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(LongList.Bucket, null, LongList.Eager, cancelled.Token))
            {
                if (++pages == 10)
                {
                    await cancelled.CancelAsync();
                }
            }
        });

        Assert.Equal(0, slow.UnderWay);
    }

    [Fact]
    public async Task List_LeftHalfWay_EndsItsRequests()
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        LongList.Slow slow = new(static () => 1);
        int pages = 0;

        await foreach (R2ObjectPage page in list.NewClient(slow).EnumerateObjectPagesAsync(LongList.Bucket, null, LongList.Eager, Cancellation))
        {
            if (++pages == 10)
            {
                break;
            }
        }

        Assert.Equal(0, slow.UnderWay);
    }

    /// <summary>What is written and deleted meanwhile may be in the list or not; all else is, in order and once.</summary>
    [Fact]
    public async Task List_OfABucketThatChanges_HasAllThatStays()
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        LongList.Slow slow = new(static () => 2);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task changes = Task.Run(
            async () =>
            {
                for (int i = 1; !over.IsCancellationRequested; i = (i + 7) % s_keys.Length)
                {
                    await list.Client.PutObjectAsync(LongList.Bucket, s_keys[i] + "x", Array.Empty<byte>(), cancellationToken: Cancellation);
                    await list.Client.DeleteObjectAsync(LongList.Bucket, s_keys[(i + 300) % s_keys.Length] + "x", Cancellation);
                }
            },
            Cancellation);

        (List<R2Object> objects, _) = await list.ListAsync(LongList.Eager, slow: slow);
        await over.CancelAsync();
        await changes;

        Assert.Equal(s_keys, objects.Select(static item => item.Key).Where(static key => !key.EndsWith('x')));
        Assert.Equal(objects.Select(static item => item.Key).Distinct().Order(KeyOrder.Utf8), objects.Select(static item => item.Key));
    }

    /// <summary>Both ends of a sync are listed so, unless it is to send one request at a time.</summary>
    [Theory]
    [InlineData(16, false)]
    [InlineData(1, true)]
    public async Task Sync_ListsSeveralPagesAtOnce_AsItsLimitAllows(int throttleLimit, bool isSerial)
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        LongList.Slow slow = new(static () => 40);

        Assert.Equal(s_keys, await PlanAsync(list.NewClient(slow), throttleLimit));

        // BucketWalk asks for the next page while it goes through one.
        Assert.Equal(isSerial, slow.Most == 1);
    }

    [Fact]
    public async Task Sync_ListThatBreaksOff_IsIncomplete()
    {
        using LongList list = await LongList.CreateAsync(s_keys);
        list.Emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = "ListObjectsV2", SkipFirst = 30 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => PlanAsync(list.NewClient(new LongList.Slow(static () => 40)), 16));

        Assert.Equal(R2ErrorCodes.SyncListingIncomplete, e.Code);
    }

    private static async Task<List<string>> PlanAsync(R2Client client, int throttleLimit)
    {
        List<string> keys = [];
        R2SyncLocation folder = R2SyncLocation.Folder(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        R2SyncManager manager = new(R2SyncLocation.Bucket(client, LongList.Bucket), folder, new R2SyncOptions { NoState = true, Transfer = new TransferOptions { ThrottleLimit = throttleLimit } });
        await foreach (R2SyncAction row in manager.PlanAsync(Cancellation))
        {
            keys.Add(row.Key);
        }

        return keys;
    }
}
