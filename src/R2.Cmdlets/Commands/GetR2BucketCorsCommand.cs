using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketCors")]
[OutputType(typeof(R2CorsRule), typeof(string))]
public sealed class GetR2BucketCorsCommand : R2GetBucketRulesCmdlet
{
    protected override void ProcessInput() => StartGet("CORS", none: R2ErrorCodes.NoSuchCorsConfiguration, Client.GetBucketCorsAsync, CorsRules.ToJson);
}
