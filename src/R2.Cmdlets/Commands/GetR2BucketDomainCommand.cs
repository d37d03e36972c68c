using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketDomain")]
[OutputType(typeof(R2BucketDomain))]
public sealed class GetR2BucketDomainCommand : R2BucketRulesCmdlet
{
    /// <summary>The one domain to describe; all of the bucket's when left out.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public string? Domain { get; set; }

    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput()
    {
        string? domain = Domain;
        ForBucket(bucket => Start(bucket, async cancellation => await WriteObjectAsync(
            domain is null
                ? await Api.ListDomainsAsync(bucket, cancellation).ConfigureAwait(false)
                : await Api.GetDomainAsync(bucket, domain, cancellation).ConfigureAwait(false),
            enumerate: true).ConfigureAwait(false)));
    }
}
