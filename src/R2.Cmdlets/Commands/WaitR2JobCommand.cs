using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Wait, "R2Job")]
[OutputType(typeof(R2Job))]
public sealed class WaitR2JobCommand : R2JobCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string BucketName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string JobId { get; set; } = "";

    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput()
    {
        (R2Job job, TimeSpan? timeout) = (new() { BucketName = BucketName, JobId = JobId, Type = "", Status = "" }, Timeout);
        StartOne($"{job.BucketName}: {job.JobId}", cancellation => WaitAsync(job, timeout, cancellation));
    }
}
