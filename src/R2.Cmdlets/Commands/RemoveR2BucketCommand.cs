using System.Management.Automation;
using R2.Cmdlets.Common;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2Bucket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketCommand : R2Cmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    public string[] BucketName { get; set; } = [];

    protected override void ProcessInput()
    {
        foreach (string name in BucketName)
        {
            if (ShouldProcess(name, "Remove bucket"))
            {
                Start(name, cancellation => Client.DeleteBucketAsync(name, cancellation));
            }
        }
    }
}
