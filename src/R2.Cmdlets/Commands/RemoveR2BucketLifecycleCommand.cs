using System.Management.Automation;
using R2.Cmdlets.Bases;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2BucketLifecycle", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketLifecycleCommand : R2BucketRulesCmdlet
{
    protected override void ProcessInput() => ForBucket(bucket =>
    {
        if (ShouldProcess(bucket, "Remove all lifecycle rules"))
        {
            Start(bucket, cancellation => Client.DeleteBucketLifecycleAsync(bucket, cancellation));
        }
    });
}
