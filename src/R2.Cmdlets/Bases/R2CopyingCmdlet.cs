using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Pipeline;
using R2.Cmdlets.Transfers;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that makes an object of another within the server.</summary>
public abstract class R2CopyingCmdlet : R2StoringCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Key of the copy; the source's own when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [KeyText]
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

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    private protected override bool KeepsOrder => Ordered;

    /// <summary>Whether the destination is a bucket, or the root of a drive that shows one: the source's name goes there.</summary>
    private bool _into;

    /// <summary>What the inputs so far read and write.</summary>
    private protected CopyClaims Claims { get; } = new();

    protected override void BeginInput()
    {
        base.BeginInput();
        if (!Piped.IsScript(nameof(DestinationKey)) && Place is not null && DriveTarget.Find(this, DestinationKey) is { } to)
        {
            if (!ReferenceEquals(to.Drive.Connection, Session))
            {
                throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{DestinationKey}' is in another account than the source. Read-R2Object and Write-R2Object copy between them, by a file.");
            }

            (DestinationBucketName, DestinationKey) = (DestinationBucketName ?? to.BucketName, to.Key.Length == 0 ? null : to.Key);
            _into = to.Key.Length == 0;
        }

        OpenTransfers(static options => options);
    }

    /// <summary>What it does, for prompts.</summary>
    private protected abstract string Verb { get; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        CopyObjectOptions options = Options();
        ForEachKey(InputObject, Key is null ? null : [Key], key => Take(new R2CopyRequest
        {
            SourceBucketName = bucket,
            SourceKey = key,
            BucketName = DestinationBucketName ?? bucket,
            Key = DestinationOf(key),
            Options = Typed(options, DestinationOf(key)),
            OnEvent = Tell,
        }));
    }

    /// <summary>One copy or move to be made, on the pipeline thread.</summary>
    private protected virtual void Take(R2CopyRequest request) => StartOnce(request);

    private protected abstract Task<R2ObjectInfo> RunAsync(R2CopyRequest request, CancellationToken cancellation);

    /// <summary>Refuses what would meet an earlier input, asks, and starts.</summary>
    private protected void StartOnce(R2CopyRequest request) => WriteErrorOnFailure($"{request.SourceBucketName}/{request.SourceKey}", () =>
    {
        Claims.Claim(request);
        if (ShouldProcess($"{request.BucketName}/{request.Key}", $"{Verb} {request.SourceBucketName}/{request.SourceKey}"))
        {
            StartTransfer(
                $"{request.SourceBucketName}/{request.SourceKey}", request.SourceKey, (progress, cancellation) => RunAsync(request with { Progress = progress }, cancellation));
        }
        else if (Preference.IsOn(this, "WhatIf"))
        {
            Preview(request);
        }
    });

    /// <summary>Looks, with -WhatIf, whether the server would refuse.</summary>
    private protected virtual void Preview(R2CopyRequest request)
    {
    }

    /// <summary>A key that ends in a slash means into: the source's name is appended. An empty folder's marker has none, and takes the destination as it is.</summary>
    private string DestinationOf(string source) =>
        _into ? source[(source.TrimEnd('/').LastIndexOf('/') + 1)..]
        : DestinationKey is null ? source
        : DestinationKey.EndsWith('/') && !source.EndsWith('/') ? DestinationKey + source[(source.LastIndexOf('/') + 1)..]
        : DestinationKey;

    private CopyObjectOptions Options() => WithMetadata(new CopyObjectOptions
    {
        MetadataDirective = MetadataDirective ?? (GivesMetadata ? R2MetadataDirective.Replace : R2MetadataDirective.Copy),
        SourceConditions = Conditions,
        DestinationConditions = DestinationIfMatch is null && DestinationIfNoneMatch is null
            ? null
            : new R2Conditions { IfMatch = DestinationIfMatch, IfNoneMatch = DestinationIfNoneMatch },
        SourceSseCustomerKey = ToCustomerKey(SourceSseCustomerKey),
    });

    /// <summary>A copy whose metadata is replaced begins as a new object does.</summary>
    private static CopyObjectOptions Typed(CopyObjectOptions options, string key) =>
        options.MetadataDirective == R2MetadataDirective.Replace ? options with { ContentType = options.ContentType ?? ContentTypes.Of(key) } : options;
}
