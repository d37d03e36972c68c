using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Add, "R2BucketDomain", SupportsShouldProcess = true)]
[OutputType(typeof(R2BucketDomain))]
public sealed class AddR2BucketDomainCommand : R2DomainCmdlet
{
    /// <summary>Zone that the domain is in; looked up when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ZoneId { get; set; }

    private protected override string? ApiGroups => ApiGroup.WriteAndZones;

    protected override void ProcessInput()
    {
        (string bucket, string domain, string? zone, R2BucketDomainOptions options, bool wait, TimeSpan timeout) = (RequireBucket(), Domain, ZoneId, Options, Wait, Timeout);
        if (ShouldProcess($"{bucket} at {domain}", "Publish the bucket"))
        {
            Start($"{bucket} at {domain}", async cancellation =>
            {
                string zoneId = zone ?? (await Api.FindZoneAsync(domain, cancellation).ConfigureAwait(false))?.Id
                    ?? throw new R2Exception("ZoneNotFound", $"The account has no zone that the domain '{domain}' is in, or the API token does not reach it.") { BucketName = bucket };
                R2BucketDomain added = await Api.AddDomainAsync(bucket, domain, zoneId, options, cancellation).ConfigureAwait(false);
                await WriteObjectAsync(wait && added.Enabled ? await ReadAsync(bucket, domain, wait, timeout, cancellation).ConfigureAwait(false) : added).ConfigureAwait(false);
            });
        }
    }
}
