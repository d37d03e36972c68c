using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketSippy")]
[OutputType(typeof(R2BucketSippy))]
public sealed class GetR2BucketSippyCommand : R2BucketRulesCmdlet
{
    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput() => ForBucket(bucket => StartOne(bucket, cancellation => Api.GetSippyAsync(bucket, cancellation)));
}
