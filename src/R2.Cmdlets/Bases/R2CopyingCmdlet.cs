using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
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

    /// <summary>Connection of the copy; the source's own when left out.</summary>
    [Parameter]
    [ConnectionInput]
    public R2Connection? DestinationConnection { get; set; }

    /// <summary>Leaves objects at destinations as they are.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

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

    /// <summary>The source's client, where it is not the destination's as well.</summary>
    private R2Client? _source;

    /// <summary>What the inputs so far read and write.</summary>
    private protected CopyClaims Claims { get; } = new();

    protected override void BeginInput()
    {
        base.BeginInput();
        if (SkipExisting && (DestinationIfMatch ?? DestinationIfNoneMatch) is not null)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -SkipExisting and a condition on the destination are given; it must be one of them.");
        }

        if (DestinationConnection is not null)
        {
            // Transfers go by the connection that they write to. One account at one address copies by itself.
            R2Client destination = ClientOf(DestinationConnection);
            _source = IsOneAccount(Session, DestinationConnection) ? null : Client;
            Client = destination;
        }

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
            SourceClient = _source,
            BucketName = DestinationBucketName ?? DestinationConnection?.BucketName ?? bucket,
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
                $"{request.SourceBucketName}/{request.SourceKey}", request.SourceKey, (progress, cancellation) => RunOrSkipAsync(request with { Progress = progress }, cancellation));
        }
        else if (Preference.IsOn(this, "WhatIf"))
        {
            Preview(request);
        }
    });

    private static bool IsOneAccount(R2Connection one, R2Connection other) => one.Endpoint == other.Endpoint && one.AccessKeyId == other.AccessKeyId;

    /// <summary>What came of it, or nothing where there is an object that is to be left.</summary>
    private async Task<object> RunOrSkipAsync(R2CopyRequest request, CancellationToken cancellation)
    {
        if (!SkipExisting)
        {
            return await RunAsync(request, cancellation).ConfigureAwait(false);
        }

        try
        {
            // A look costs less than a copy that is refused; R2's condition leaves no gap between looking and writing.
            await ThrowIfExistsAsync(request, cancellation).ConfigureAwait(false);
            CopyObjectOptions toNew = request.Options with { DestinationConditions = new() { IfNoneMatch = "*" } };
            return await RunAsync(request with { Options = toNew }, cancellation).ConfigureAwait(false);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.ObjectExists)
        {
            return Skipped(exception);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.PreconditionFailed)
        {
            return await SkipIfThereAsync(request, exception, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Either something was made meanwhile, or the condition is one of the source's.</summary>
    private async Task<object> SkipIfThereAsync(R2CopyRequest request, R2Exception refused, CancellationToken cancellation)
    {
        try
        {
            await ThrowIfExistsAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.ObjectExists)
        {
            return Skipped(exception);
        }

        throw refused;
    }

    private Task ThrowIfExistsAsync(R2CopyRequest request, CancellationToken cancellation) =>
        Transfers.Manager.ThrowIfExistsAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellation);

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
