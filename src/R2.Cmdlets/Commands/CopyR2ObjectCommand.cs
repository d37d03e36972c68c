using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Models;
using R2.Transfer;

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

    protected override void BeginInput()
    {
        base.BeginInput();
        OpenTransfers(static options => options);
    }

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
        R2CopyRequest request = new() { SourceBucketName = from.Bucket, SourceKey = from.Key, BucketName = to.Bucket, Key = to.Key, Options = options, Notify = Notify };
        await WriteObjectAsync(await Transfers.RunAsync(
            from.Key, progress => Transfers.Manager.CopyAsync(request with { Progress = progress }, cancellation)).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
