using System.Management.Automation;
using System.Net;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Test, "R2Bucket")]
[OutputType(typeof(bool))]
public sealed class TestR2BucketCommand : R2Cmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [AllowNull]
    [AllowEmptyString]
    [BucketText]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[]? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessInput() =>
        ForEachBucket(InputObject, BucketName, name => StartOne(name, cancellation => ExistsAsync(name, cancellation)));

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
