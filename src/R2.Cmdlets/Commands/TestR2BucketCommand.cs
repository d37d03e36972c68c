using System.Management.Automation;
using System.Net;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Test, "R2Bucket")]
[OutputType(typeof(bool))]
public sealed class TestR2BucketCommand : R2Cmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[] BucketName { get; set; } = [];

    protected override void ProcessInput()
    {
        foreach (string name in BucketName)
        {
            StartOne(name, cancellation => ExistsAsync(name, cancellation));
        }
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await Client.HeadBucketAsync(name, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (R2Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
