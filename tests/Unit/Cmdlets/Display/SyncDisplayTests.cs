using System.Management.Automation;
using R2.Cmdlets.Syncing;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Display;

/// <summary>What is shown of a sync: all there is to move, how much of it is done, and how long the rest will take.</summary>
public sealed class SyncDisplayTests
{
    private const long MiB = 1L << 20;

    private readonly ManualTime _time = new();

    [Fact]
    public void Record_OfEachPhase_SaysWhatIsKnown_AndNothingElse()
    {
        R2SyncProgress progress = new(_time);
        progress.CountCompared();
        AssertShown(progress, "1 keys compared", -1, -1);

        progress.BeginTransfers(total: 4, bytes: 7 * MiB + (MiB / 2), deletions: 5);
        AssertShown(progress, "0 of 4, 0 B of 7.5 MB", 0, -1);

        // A file weighs its bytes and an eighth of a MiB: 8 MiB in all.
        _time.Advance(TimeSpan.FromSeconds(10));
        R2TransferProgress one = progress.Begin("one");
        one.Add(MiB);
        AssertShown(progress, "0 of 4, 1.0 MB of 7.5 MB", 12, 70);
        one.Add(MiB - (MiB / 8));
        progress.End(one, (2 * MiB) - (MiB / 8));
        AssertShown(progress, "1 of 4, 1.9 MB of 7.5 MB", 25, 30);

        progress.BeginDeletions();
        AssertShown(progress, "0 of 5 deleted", 0, -1);
        _time.Advance(TimeSpan.FromSeconds(4));
        progress.CountDeleted();
        progress.CountDeleted();
        AssertShown(progress, "2 of 5 deleted", 40, 6);

        progress.End();
        ProgressRecord ended = SyncDisplay.Of(progress, "Sync-R2Object");
        Assert.Equal((ProgressRecordType.Completed, 100, -1), (ended.RecordType, ended.PercentComplete, ended.SecondsRemaining));
    }

    [Fact]
    public void TimeLeft_GoesByWhatThisRunMoved()
    {
        R2SyncProgress progress = new(_time);
        progress.BeginTransfers(total: 1, bytes: 10 * MiB, deletions: 0);
        R2TransferProgress one = progress.Begin("one");
        one.Resume(6 * MiB);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(progress.TimeLeft);

        one.Add(2 * MiB);

        Assert.Equal(10.6, progress.TimeLeft!.Value.TotalSeconds, 0.1);
        Assert.Equal(8 * MiB, progress.BytesDone);
    }

    [Fact]
    public async Task Sync_CountsAllThereIs_AndADryRunCountsNothing()
    {
        using SyncFixture sync = new();
        sync.Write("a", new string('x', 100));
        sync.Write("b", "text");
        sync.Write("same");
        await sync.PutAsync("same");
        await sync.PutAsync("old");
        R2SyncManager plan = new(sync.Folder(), sync.At(), sync.Options with { Delete = true });
        Assert.Null(plan.Progress);
        await foreach (R2SyncAction row in plan.PlanAsync(SyncFixture.Cancellation))
        {
            Assert.False(row.Done);
            Assert.Equal((R2SyncPhase.Comparing, 0L, 0L), (plan.Progress!.Phase, plan.Progress.Total, plan.Progress.Done));
        }

        Assert.Equal((R2SyncPhase.Done, 4L, 0L), (plan.Progress!.Phase, plan.Progress.Compared, plan.Progress.BytesTotal));
        Assert.True(plan.Summary is { DryRun: true, Uploaded: 2, Deleted: 1, BytesTransferred: 104, Failed: 0 });

        R2SyncManager run = new(sync.Folder(), sync.At(), sync.Options with { Delete = true });
        await foreach (R2SyncAction row in run.RunAsync(SyncFixture.Cancellation))
        {
            Assert.Equal((2L, 104L, 1L), (run.Progress!.Total, run.Progress.BytesTotal, run.Progress.Deletions));
        }

        Assert.Equal((R2SyncPhase.Done, 2L, 104L, 1L, 1.0), (run.Progress!.Phase, run.Progress.Done, run.Progress.BytesDone, run.Progress.Deleted, run.Progress.Fraction));
        Assert.Null(run.Progress.TimeLeft);
    }

    private static void AssertShown(R2SyncProgress progress, string status, int percent, int seconds)
    {
        ProgressRecord record = SyncDisplay.Of(progress, "Sync-R2Object");
        Assert.Equal(("Sync-R2Object", status, percent, seconds, ProgressRecordType.Processing), (record.Activity, record.StatusDescription, record.PercentComplete, record.SecondsRemaining, record.RecordType));
    }
}
