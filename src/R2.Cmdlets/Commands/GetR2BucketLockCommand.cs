using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketLock")]
[OutputType(typeof(R2BucketLockRule), typeof(string))]
public sealed class GetR2BucketLockCommand : R2BucketRulesCmdlet
{
    /// <summary>Writes the JSON that Cloudflare documents.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput() => StartGet("lock", AsJson, none: "", (bucket, cancellation) => Api.GetLockAsync(bucket, cancellation), LockRules.ToJson);
}
