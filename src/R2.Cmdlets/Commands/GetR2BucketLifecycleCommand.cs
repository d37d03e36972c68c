using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;
using R2.Configuration;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2BucketLifecycle")]
[OutputType(typeof(R2LifecycleRule), typeof(string))]
public sealed class GetR2BucketLifecycleCommand : R2BucketCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public override string? BucketName { get; set; }

    /// <summary>Writes the JSON that Cloudflare documents.</summary>
    [Parameter]
    public SwitchParameter AsJson { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        Start(bucket, cancellation => GetAsync(bucket, cancellation));
    }

    private async Task GetAsync(string bucket, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<R2LifecycleRule> rules = await Client.GetBucketLifecycleAsync(bucket, cancellation).ConfigureAwait(false);
            await (AsJson ? WriteObjectAsync(LifecycleRules.ToJson(rules)) : WriteObjectAsync(rules, enumerate: true)).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == "NoSuchLifecycleConfiguration")
        {
            // No rules are an answer, not a failure: a list of buckets may be piped here.
            await WriteVerboseAsync($"{bucket} has no lifecycle rules.").ConfigureAwait(false);
        }
    }
}
