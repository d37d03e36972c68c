using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Buckets;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Set, "R2BucketLifecycle", SupportsShouldProcess = true, DefaultParameterSetName = "Rule")]
[OutputType(typeof(R2LifecycleRule))]
public sealed class SetR2BucketLifecycleCommand : R2RuleCmdlet
{
    private protected override void Replace(string bucket, IReadOnlyList<PSObject> given)
    {
        IReadOnlyList<R2LifecycleRule> rules = LifecycleRules.Validate(RuleInput.Read(given, LifecycleRules.Parse).Select(rule => rule with { BucketName = bucket }));
        StartPut(bucket, rules, "lifecycle", cancellation => Client.PutBucketLifecycleAsync(bucket, rules, cancellation));
    }
}
