using System.Globalization;
using System.Management.Automation;
using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>Waits for a migration of Super Slurper's.</summary>
internal static class MigrationWaiting
{
    /// <summary>The migration as it is when it has ended or was suspended.</summary>
    /// <param name="api">Client of Cloudflare's API.</param>
    /// <param name="migrationId">Which one.</param>
    /// <param name="show">Shows its progress meanwhile.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public static async Task<R2Migration> UntilEndedAsync(R2ApiClient api, string migrationId, Func<ProgressRecord, Task> show, CancellationToken cancellation)
    {
        string activity = $"Migration {migrationId}";
        try
        {
            return await Waiting.UntilAsync(
                () => api.GetMigrationAsync(migrationId, cancellation),
                static now => now.Status != "running",
                now => show(Progress(activity, now)),
                timeout: null,
                static now => throw new InvalidOperationException(now.MigrationId),
                api.IsReplay,
                cancellation).ConfigureAwait(false);
        }
        finally
        {
            await show(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed }).ConfigureAwait(false);
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
