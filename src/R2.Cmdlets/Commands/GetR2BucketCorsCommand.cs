using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketCors")]
[OutputType(typeof(R2CorsRule), typeof(string))]
public sealed class GetR2BucketCorsCommand : R2BucketRulesCmdlet
{
    /// <summary>Writes the JSON that Cloudflare documents.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    protected override void ProcessInput() => StartGet("CORS", AsJson, none: R2ErrorCodes.NoSuchCorsConfiguration, Client.GetBucketCorsAsync, CorsRules.ToJson);
}
