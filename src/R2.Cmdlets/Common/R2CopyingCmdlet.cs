using System.Management.Automation;
using R2.Cmdlets.Completion;
using R2.Models;
using R2.Transfer;

namespace R2.Cmdlets.Common;

/// <summary>A cmdlet that makes an object of another within the server.</summary>
public abstract class R2CopyingCmdlet : R2StoringCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string Key { get; set; } = "";

    /// <summary>Key of the copy; the source's own when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? DestinationKey { get; set; }

    /// <summary>Bucket of the copy; the source's own when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationBucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
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

    /// <summary>Asks, and starts the copy or the move of one input.</summary>
    private protected void StartCopy(string verb, Func<R2TransferManager, R2CopyRequest, CancellationToken, Task<R2ObjectInfo>> run)
    {
        string bucket = RequireBucket();
        R2CopyRequest request = new()
        {
            SourceBucketName = bucket,
            SourceKey = Key,
            BucketName = DestinationBucketName ?? bucket,
            Key = DestinationKey ?? Key,
            Options = Options(),
            Notify = Notify,
        };
        if (ShouldProcess($"{request.BucketName}/{request.Key}", $"{verb} {request.SourceBucketName}/{request.SourceKey}"))
        {
            StartOne($"{request.SourceBucketName}/{request.SourceKey}", cancellation => Transfers.RunAsync(
                request.SourceKey, progress => run(Transfers.Manager, request with { Progress = progress }, cancellation)));
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
}
