using System.Management.Automation;
using R2.Cmdlets.Bases;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2BucketCors", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketCorsCommand : R2BucketRulesCmdlet
{
    protected override void ProcessInput() => ForBucket(bucket =>
    {
        if (ShouldProcess(bucket, "Remove all CORS rules"))
        {
            Start(bucket, cancellation => Client.DeleteBucketCorsAsync(bucket, cancellation));
        }
    });
}
