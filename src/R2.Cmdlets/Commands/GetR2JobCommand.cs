using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Job")]
[OutputType(typeof(R2Job))]
public sealed class GetR2JobCommand : R2Cmdlet, IBucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>The one job to describe; all of the bucket's when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string? JobId { get; set; }

    /// <summary>Lists only those of a status.</summary>
    [Parameter]
    [ValidateSet("ENQUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED")]
    public string? Status { get; set; }

    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput()
    {
        (string bucket, string? id, string? status) = (RequireBucket(), JobId, Status?.ToUpperInvariant());
        Start(bucket, async cancellation =>
        {
            if (id is not null)
            {
                await WriteObjectAsync(await Api.GetJobAsync(bucket, id, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
                return;
            }

            await foreach (R2Job job in Api.EnumerateJobsAsync(bucket, status, cancellation).ConfigureAwait(false))
            {
                await WriteObjectAsync(job).ConfigureAwait(false);
            }
        });
    }
}
