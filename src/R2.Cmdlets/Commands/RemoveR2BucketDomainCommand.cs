using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2BucketDomain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketDomainCommand : R2Cmdlet, IBucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public string[] Domain { get; set; } = [];

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        foreach (string domain in Domain)
        {
            if (ShouldProcess($"{bucket} at {domain}", "End publishing the bucket"))
            {
                Start($"{bucket} at {domain}", cancellation => Api.RemoveDomainAsync(bucket, domain, cancellation));
            }
        }
    }
}
