using System.Management.Automation;
using System.Net;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Test, "R2Object")]
[OutputType(typeof(bool), typeof(R2ObjectTest))]
public sealed class TestR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Names the key of each answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>A bare bool does not say which key it is about.</summary>
    private protected override bool KeepsOrder => true;

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        ForEachKey(InputObject, Key, key => StartOne(
            $"{bucket}/{key}",
            cancellation => ExistsAsync(bucket, key, cancellation),
            exists => Detailed ? new R2ObjectTest { BucketName = bucket, Key = key, Exists = exists } : exists,
            ended: null));
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
            if (NameHints.OfUnknownKey(key) is { } hint)
            {
                Notify(key.Contains('*', StringComparison.Ordinal) ? $"{hint}; what one matches: Get-R2ObjectList {bucket} -Include {CommandText.Quote(key)}" : $"{hint}. {NameHints.OfKey(key, bucket)}");
            }

            return false;
        }
    }
}
