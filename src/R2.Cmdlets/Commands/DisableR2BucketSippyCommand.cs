using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Disable, "R2BucketSippy", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisableR2BucketSippyCommand : R2BucketRulesCmdlet
{
    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput() => ForBucket(bucket =>
    {
        if (ShouldProcess(bucket, "End fetching objects from another cloud"))
        {
            Start(bucket, cancellation => Api.DisableSippyAsync(bucket, cancellation));
        }
    });
}
