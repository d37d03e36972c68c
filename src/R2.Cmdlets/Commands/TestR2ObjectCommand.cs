using System.Management.Automation;
using System.Net;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Test, "R2Object")]
[OutputType(typeof(bool))]
public sealed class TestR2ObjectCommand : R2BucketCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        foreach (string key in Key)
        {
            // One after the other, unlike elsewhere: a bare bool does not say which key it is about.
            StartOne($"{bucket}/{key}", cancellation => ExistsAsync(bucket, key, cancellation));
        }
    }

    private async Task<bool> ExistsAsync(string bucket, string key, CancellationToken cancellation)
    {
        try
        {
            await Client.HeadObjectAsync(bucket, key, cancellationToken: cancellation).ConfigureAwait(false);
            return true;
        }
        catch (R2Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
