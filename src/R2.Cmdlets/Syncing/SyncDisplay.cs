using System.Diagnostics;
using System.Management.Automation;
using R2.Cmdlets.Display;
using R2.Cmdlets.Transfers;

namespace R2.Cmdlets.Syncing;

/// <summary>The progress of a sync: how many keys have been compared, then how much of all is moved, and how long the rest will take.</summary>
internal sealed class SyncDisplay
{
    private const int ActivityId = 0x5233;

    private readonly long _started = Stopwatch.GetTimestamp();
    private R2SyncManager? _manager;
    private string _activity = "";

    public void Begin(R2SyncManager manager, string activity) => (_manager, _activity) = (manager, activity);

    /// <summary>The record to write now; null before there is something to wait for, and in the log of a build.</summary>
    public ProgressRecord? Sample() =>
        R2TransferSession.IsBuildLog || Stopwatch.GetElapsedTime(_started) < TimeSpan.FromSeconds(1) || _manager?.Progress is not { } progress ? null : Of(progress, _activity);

    internal static ProgressRecord Of(R2SyncProgress progress, string activity)
    {
        string status = progress.Phase switch
        {
            R2SyncPhase.Comparing => $"{progress.Compared:N0} keys compared",
            R2SyncPhase.Transferring => $"{progress.Done:N0} of {progress.Total:N0}, {ByteSize.Format(progress.BytesDone)} of {ByteSize.Format(progress.BytesTotal)}",
            R2SyncPhase.Deleting => $"{progress.Deleted:N0} of {progress.Deletions:N0} deleted",
            _ => "Done",
        };
        return new ProgressRecord(ActivityId, activity, status)
        {
            PercentComplete = progress.Fraction is { } fraction ? (int)(fraction * 100) : -1,
            SecondsRemaining = progress.TimeLeft is { } left ? (int)Math.Min(int.MaxValue, left.TotalSeconds) : -1,
            RecordType = progress.Phase == R2SyncPhase.Done ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };
    }
}
