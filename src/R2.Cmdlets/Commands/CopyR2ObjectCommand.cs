using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Copy, "R2Object", SupportsShouldProcess = true)]
[OutputType(typeof(R2ObjectInfo))]
public sealed class CopyR2ObjectCommand : R2StoringCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string Key { get; set; } = "";

    /// <summary>Key of the copy; the source's own when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? DestinationKey { get; set; }

    /// <summary>Bucket of the copy; the source's own when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationBucket")]
    [ValidateNotNullOrEmpty]
    public string? DestinationBucketName { get; set; }

    /// <summary>Whether metadata is copied, replaced by this command's, or merged with it.</summary>
    [Parameter]
    public R2MetadataDirective? MetadataDirective { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DestinationIfMatch { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DestinationIfNoneMatch { get; set; }

    /// <summary>The customer's key of the source; -SseCustomerKey is the copy's.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SourceSseCustomerKey { get; set; }

    protected override void ProcessInput()
    {
        string sourceBucket = RequireBucket();
        string sourceKey = Key;
        string bucket = DestinationBucketName ?? sourceBucket;
        string key = DestinationKey ?? sourceKey;
        CopyObjectOptions options = Options();
        if (ShouldProcess($"{bucket}/{key}", $"Copy {sourceBucket}/{sourceKey}"))
        {
            Start($"{sourceBucket}/{sourceKey}", cancellation => CopyAsync((sourceBucket, sourceKey), (bucket, key), options, cancellation));
        }
    }

    private CopyObjectOptions Options() => WithMetadata(new CopyObjectOptions
    {
        MetadataDirective = MetadataDirective ?? (GivesMetadata ? R2MetadataDirective.Replace : R2MetadataDirective.Copy),
        SourceConditions = Conditions,
        DestinationConditions = DestinationIfMatch is null && DestinationIfNoneMatch is null
            ? null
            : new R2Conditions { IfMatch = DestinationIfMatch, IfNoneMatch = DestinationIfNoneMatch },
        SourceSseCustomerKey = ToCustomerKey(SourceSseCustomerKey),
    });

    private async Task CopyAsync((string Bucket, string Key) from, (string Bucket, string Key) to, CopyObjectOptions options, CancellationToken cancellation)
    {
        await Client.CopyObjectAsync(from.Bucket, from.Key, to.Bucket, to.Key, options, cancellation).ConfigureAwait(false);
        R2ObjectInfo copy = await Client.HeadObjectAsync(
            to.Bucket, to.Key, new GetObjectOptions { SseCustomerKey = options.SseCustomerKey }, cancellation).ConfigureAwait(false);
        await WriteObjectAsync(copy).ConfigureAwait(false);
    }
}
