using System.Globalization;

namespace R2.Sync.Planning;

/// <summary>Whether what is to be deleted may be, all of it counted before anything is done.</summary>
internal sealed class DeletionGuard(SyncRun run)
{
    /// <summary>So many may go however small the destination is.</summary>
    private const int AlwaysAllowed = 100;

    private R2SyncOptions Options => run.Options;

    /// <summary>Before anything is listed: a source that is not there is not an empty one, and a file is no folder.</summary>
    public R2Exception? WhyNotBegin() =>
        File.Exists(run.Destination.Path) ? new R2Exception(R2ErrorCodes.TargetNotWritable, $"The destination '{run.Destination}' is a file; it must be a folder. Nothing was changed.")
        : File.Exists(run.Source.Path) ? new R2Exception(R2ErrorCodes.SyncSourceMissing, $"The source '{run.Source}' is a file; a folder is synced. Nothing was changed.")
        : run.Source.IsFolder && !Directory.Exists(run.Source.Path) && Options is not { Delete: true, Force: true }
            ? new R2Exception(R2ErrorCodes.SyncSourceMissing, $"The source folder '{run.Source}' does not exist. Nothing was changed.")
        : null;

    /// <summary>Why nothing at all may be done; null where nothing speaks against it.</summary>
    public R2Exception? WhyNot(SyncPlan plan)
    {
        if (plan.Collisions > 0)
        {
            return new R2Exception(R2ErrorCodes.SyncCollision, $"{Counted.Of(plan.Collisions, "key")} would meet in one name at '{run.Destination}', or cannot be there. Nothing was sent.");
        }

        if (!Options.Delete || plan.Deletions == 0)
        {
            return null;
        }

        if (run.SourceSelected == 0 && !Options.Force)
        {
            return new R2Exception(R2ErrorCodes.SyncSourceEmpty, $"The source '{run.Source}' has nothing that takes part, and {Counted.Of(plan.Deletions, "deletion")} at '{run.Destination}' would follow. Nothing was changed.");
        }

        return MostAllowed is { } most && plan.Deletions > most
            ? new R2Exception(R2ErrorCodes.SyncMaxDelete, string.Create(
                CultureInfo.InvariantCulture, $"{plan.Deletions:N0} of {run.DestinationSelected:N0} at '{run.Destination}' would be deleted; {most:N0} {(IsChosen ? "may be" : "are the most without being asked for")}. Nothing was changed."))
            : null;
    }

    /// <summary>Why the deletions have to wait although the rest is done; null where they need not.</summary>
    /// <param name="failures">Keys that failed.</param>
    public string? WhyHeldBack(long failures) =>
        run.IsIncomplete ? "a folder could not be read, and what is in it would pass for deleted"
        : failures > 0 ? $"{Counted.Of(failures, "key")} failed"
        : null;

    private bool IsChosen => Options.MaxDelete is not null || Options.MaxDeletePercent is not null;

    private long? MostAllowed
    {
        get
        {
            if (IsChosen)
            {
                long byPercent = Options.MaxDeletePercent is { } percent ? (long)(run.DestinationSelected * percent / 100) : long.MaxValue;
                return Math.Min(Options.MaxDelete ?? long.MaxValue, byPercent);
            }

            return Options.Force ? null : Math.Max(AlwaysAllowed, run.DestinationSelected / 2);
        }
    }
}
