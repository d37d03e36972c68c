using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>A cmdlet about migrations of Super Slurper's, which may wait for one.</summary>
public abstract class R2MigrationCmdlet : R2Cmdlet
{
    /// <summary>The migration as it is when it has ended or was suspended; its progress is shown meanwhile.</summary>
    private protected async Task<R2Migration> WaitAsync(string migrationId, CancellationToken cancellation)
    {
        string activity = $"Migration {migrationId}";
        try
        {
            return await Waiting.UntilAsync(
                () => Api.GetMigrationAsync(migrationId, cancellation),
                static now => now.Status != "running",
                now => WriteProgressAsync(Progress(activity, now)),
                timeout: null,
                static now => throw new InvalidOperationException(now.MigrationId),
                Api.IsReplay,
                cancellation).ConfigureAwait(false);
        }
        finally
        {
            await WriteProgressAsync(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed }).ConfigureAwait(false);
        }
    }

    private static ProgressRecord Progress(string activity, R2Migration now)
    {
        long done = now.TransferredObjects + now.SkippedObjects + now.FailedObjects;
        return new ProgressRecord(
            0, activity, string.Create(CultureInfo.CurrentCulture, $"{now.TransferredObjects:N0} of {now.Objects:N0} objects, {now.SkippedObjects:N0} skipped, {now.FailedObjects:N0} failed"))
        {
            PercentComplete = now.Objects > 0 ? (int)Math.Min(100, done * 100 / now.Objects) : -1,
        };
    }
}
