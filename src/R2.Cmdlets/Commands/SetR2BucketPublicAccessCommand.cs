using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Models;

namespace R2.Cmdlets.Commands;

/// <summary>What was private can be read by everybody from then on, and so it asks first.</summary>
[Cmdlet(VerbsCommon.Set, "R2BucketPublicAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(R2BucketPublicAccess))]
public sealed class SetR2BucketPublicAccessCommand : R2BucketRulesCmdlet
{
    /// <summary>Whether everybody can read the bucket at its r2.dev address.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public bool Enabled { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        bool enabled = Enabled;
        ForBucket(bucket =>
        {
            if (ShouldProcess(bucket, enabled ? "Let everybody read all objects at an r2.dev address" : "End public access at the r2.dev address"))
            {
                StartOne(bucket, cancellation => Api.SetPublicAccessAsync(bucket, enabled, cancellation));
            }
        });
    }
}
