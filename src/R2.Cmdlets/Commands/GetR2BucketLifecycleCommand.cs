using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketLifecycle")]
[OutputType(typeof(R2LifecycleRule), typeof(string))]
public sealed class GetR2BucketLifecycleCommand : R2BucketRulesCmdlet
{
    /// <summary>Writes the JSON that Cloudflare documents.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    protected override void ProcessInput() => StartGet("lifecycle", AsJson, none: R2ErrorCodes.NoSuchLifecycleConfiguration, Client.GetBucketLifecycleAsync, LifecycleRules.ToJson);
}
