using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>A cmdlet that may wait for a job of Cloudflare's.</summary>
public abstract class R2JobCmdlet : R2Cmdlet
{
    /// <summary>How long to wait at most; for ever when left out.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The job as it is when it has ended.</summary>
    /// <exception cref="R2Exception">It failed or was cancelled, or did not end in time.</exception>
    private protected async Task<R2Job> WaitAsync(R2Job job, TimeSpan? timeout, CancellationToken cancellation)
    {
        string activity = $"Deleting from {job.BucketName}";
        try
        {
            return Checked(await Waiting.UntilAsync(
                () => Api.GetJobAsync(job.BucketName!, job.JobId, cancellation),
                static now => now.HasEnded,
                now => WriteProgressAsync(new ProgressRecord(0, activity, string.Create(CultureInfo.CurrentCulture, $"{now.DeletedObjects:N0} objects deleted, {now.Status.ToLowerInvariant()}"))),
                timeout,
                now => new R2Exception(
                    R2ErrorCodes.Timeout, string.Create(CultureInfo.InvariantCulture, $"The job {now.JobId} is still running after {timeout!.Value.TotalSeconds:0} s: {now.Status}, {now.DeletedObjects:N0} objects deleted."))
                {
                    BucketName = now.BucketName,
                },
                Api.IsReplay,
                cancellation).ConfigureAwait(false));
        }
        finally
        {
            await WriteProgressAsync(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed }).ConfigureAwait(false);
        }
    }

    internal static R2Job Checked(R2Job job) => job.Status is "FAILED" or "CANCELLED"
        ? throw new R2Exception("JobFailed", string.Create(CultureInfo.InvariantCulture, $"The job {job.JobId} {(job.Status == "FAILED" ? "failed" : "was cancelled")}; it had deleted {job.DeletedObjects:N0} objects.")) { BucketName = job.BucketName }
        : job;
}
