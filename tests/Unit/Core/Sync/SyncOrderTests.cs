using System.Text;
using R2.Files;
using R2.Listing;
using R2.Sync.Listing;
using R2.Sync.Planning;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>The order of keys, and what brings them into it.</summary>
public sealed class SyncOrderTests
{
    [Fact]
    public void Compare_AnyTwoKeys_IsTheOrderOfTheirBytes()
    {
        string[] pieces = ["", "a", "b", "/", "-", "0", "\u00e9", "\u07ff", "\ud7ff", "\ue000", "\uffe5", "\ud83d\ude00", "\ud800\udc00"];
        string[] ends = ["", "x", "\ud83d\ude00"];
        string[] keys = [.. from one in pieces from other in pieces from third in ends select one + other + third];
        foreach (string left in keys)
        {
            foreach (string right in keys)
            {
                int bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Assert.Equal(Math.Sign(bytes), Math.Sign(KeyOrder.Compare(left, right)));
            }
        }
    }

    [Fact]
    public async Task Sorted_InRunsOnDisk_IsAsInMemory()
    {
        string[] keys = [.. Enumerable.Range(0, 2500).Select(static i => $"{(i * 7919) % 2500:D4}")];
        using SortedEntries small = new(static key => key, runLength: 100);
        List<string> sorted = [];
        await foreach (SyncEntry entry in small.SortAsync(keys.Select(static key => new SyncEntry { Key = key, Size = key.Length, ETag = key }).ToAsync(SyncFixture.Cancellation), SyncFixture.Cancellation))
        {
            sorted.Add(entry.Key);
            Assert.Equal((4, entry.Key), (entry.Size, entry.ETag));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), sorted);
    }

    [Fact]
    public void Spool_OnDisk_GivesBackWhatWasPutIn_AsOftenAsIsAsked()
    {
        using PlanSpool spool = new(mostInMemory: 3);
        for (int i = 0; i < 10; i++)
        {
            FileStamp stamp = new(new FileTime(-i, i), new FileTime(i, 1), i);
            spool.Add(new PlanRow(R2SyncActionKind.Upload, R2SyncReason.SizeDiffers, new SyncEntry { Key = $"{i}", Size = i, Stamp = stamp }, new SyncEntry { Key = $"{i}", ETag = "e", LastModified = DateTimeOffset.UnixEpoch.AddDays(i) }) { Md5 = "m", FoldersKept = i });
        }

        for (int time = 0; time < 2; time++)
        {
            PlanRow[] rows = [.. spool.Read()];
            Assert.Equal(10, rows.Length);
            Assert.All(rows.Index(), static pair => Assert.Equal(
                ($"{pair.Index}", (long)pair.Index, new FileTime(-pair.Index, pair.Index), "e", DateTimeOffset.UnixEpoch.AddDays(pair.Index), ("m", pair.Index), R2SyncReason.SizeDiffers),
                (pair.Item.Key, pair.Item.Source!.Size, pair.Item.Source.Stamp.Written, pair.Item.Destination!.ETag, pair.Item.Destination.LastModified, (pair.Item.Md5, pair.Item.FoldersKept), pair.Item.Reason)));
        }
    }
}
