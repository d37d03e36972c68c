using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2BucketCors", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketCorsCommand : R2BucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public override string? BucketName { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        if (ShouldProcess(bucket, "Remove all CORS rules"))
        {
            Start(bucket, cancellation => Client.DeleteBucketCorsAsync(bucket, cancellation));
        }
    }
}
