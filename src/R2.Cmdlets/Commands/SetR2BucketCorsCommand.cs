using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Buckets;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Set, "R2BucketCors", SupportsShouldProcess = true, DefaultParameterSetName = "Rule")]
[OutputType(typeof(R2CorsRule))]
public sealed class SetR2BucketCorsCommand : R2RuleCmdlet
{
    private protected override void Replace(string bucket, IReadOnlyList<PSObject> given)
    {
        IReadOnlyList<R2CorsRule> rules = CorsRules.Validate(RuleInput.Read(given, CorsRules.Parse).Select(rule => rule with { BucketName = bucket }));
        StartPut(bucket, rules, "CORS", cancellation => Client.PutBucketCorsAsync(bucket, rules, cancellation));
    }
}
