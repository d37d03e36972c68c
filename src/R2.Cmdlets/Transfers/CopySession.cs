using R2.Cmdlets.Bases;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Pipeline;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Transfers;

/// <summary>What Copy- and Move-R2Object have in common: the requests that their parameters mean, and what becomes of each. On the pipeline thread.</summary>
internal sealed class CopySession
{
    private readonly R2ObjectCmdlet _cmdlet;
    private readonly ICopyParameters _given;
    private readonly string _verb;
    private readonly Func<R2CopyRequest, CancellationToken, Task<R2ObjectInfo>> _run;

    /// <summary>What the inputs so far read and write.</summary>
    private readonly CopyClaims _claims = new();

    /// <summary>The source's client, where it is not the destination's as well.</summary>
    private readonly R2Client? _source;

    /// <summary>Whether the destination is a bucket, or the root of a drive that shows one: the source's name goes there.</summary>
    private readonly bool _into;

    /// <summary>Makes the cmdlet ready to copy, to where its parameters say.</summary>
    /// <param name="cmdlet">The cmdlet, which has its connection.</param>
    /// <param name="given">Its parameters.</param>
    /// <param name="verb">What it does, for prompts.</param>
    /// <param name="run">Does it, for one object.</param>
    /// <exception cref="R2Exception">The parameters contradict each other.</exception>
    public CopySession(R2ObjectCmdlet cmdlet, ICopyParameters given, string verb, Func<R2CopyRequest, CancellationToken, Task<R2ObjectInfo>> run)
    {
        (_cmdlet, _given, _verb, _run) = (cmdlet, given, verb, run);
        if (given.SkipExisting && (given.DestinationIfMatch ?? given.DestinationIfNoneMatch) is not null)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -SkipExisting and a condition on the destination are given; it must be one of them.");
        }

        if (given.DestinationConnection is { } other)
        {
            // Transfers go by the connection that they write to. One account at one address copies by itself.
            R2Client destination = cmdlet.ClientOf(other);
            _source = IsOneAccount(cmdlet.Session, other) ? null : cmdlet.Client;
            cmdlet.Client = destination;
        }

        if (!cmdlet.Piped.IsScript(nameof(given.DestinationKey)) && cmdlet.Place is not null && DriveTarget.Find(cmdlet, given.DestinationKey) is { } to)
        {
            if (!ReferenceEquals(to.Drive.Connection, cmdlet.Session))
            {
                throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{given.DestinationKey}' is in another account than the source. Read-R2Object and Write-R2Object copy between them, by a file.");
            }

            (given.DestinationBucketName, given.DestinationKey) = (given.DestinationBucketName ?? to.BucketName, to.Key.Length == 0 ? null : to.Key);
            _into = to.Key.Length == 0;
        }

        cmdlet.OpenTransfers(static options => options);
    }

    /// <summary>Looks, with -WhatIf, at what would be asked of the server.</summary>
    public Action<R2CopyRequest>? Preview { get; init; }

    /// <summary>Does a step for each object that one input names; what it refuses is an error about that object.</summary>
    public void ForEach(Action<R2CopyRequest> step)
    {
        string bucket = _cmdlet.RequireBucket();
        CopyObjectOptions options = Options();
        _cmdlet.ForEachKey(_given.InputObject, _given.Key is { } one ? [one] : null, key =>
        {
            R2CopyRequest request = new()
            {
                SourceBucketName = bucket,
                SourceKey = key,
                SourceClient = _source,
                BucketName = _given.DestinationBucketName ?? _given.DestinationConnection?.BucketName ?? bucket,
                Key = DestinationOf(key),
                Options = Typed(options, DestinationOf(key)),
                OnEvent = _cmdlet.Tell,
            };
            _cmdlet.WriteErrorOnFailure($"{bucket}/{key}", () => step(request));
        });
    }

    /// <summary>Notes a source that is still to come.</summary>
    public void Expect(R2CopyRequest request) => _claims.Expect(request);

    /// <summary>Refuses what would meet an earlier input, asks, and starts.</summary>
    public void Start(R2CopyRequest request)
    {
        string source = $"{request.SourceBucketName}/{request.SourceKey}";
        _cmdlet.WriteErrorOnFailure(source, () =>
        {
            _claims.Claim(request);
            if (_cmdlet.ShouldProcess($"{request.BucketName}/{request.Key}", $"{_verb} {source}"))
            {
                _cmdlet.StartTransfer(source, request.SourceKey, (progress, cancellation) => RunOrSkipAsync(request with { Progress = progress }, cancellation));
            }
            else if (Preview is not null && Preference.IsOn(_cmdlet, "WhatIf"))
            {
                Preview(request);
            }
        });
    }

    private static bool IsOneAccount(R2Connection one, R2Connection other) => one.Endpoint == other.Endpoint && one.AccessKeyId == other.AccessKeyId;

    /// <summary>What came of it, or nothing where there is an object that is to be left.</summary>
    private async Task<object> RunOrSkipAsync(R2CopyRequest request, CancellationToken cancellation)
    {
        if (!_given.SkipExisting)
        {
            return await _run(request, cancellation).ConfigureAwait(false);
        }

        try
        {
            // A look costs less than a copy that is refused; R2's condition leaves no gap between looking and writing.
            await ThrowIfExistsAsync(request, cancellation).ConfigureAwait(false);
            CopyObjectOptions toNew = request.Options with { DestinationConditions = new() { IfNoneMatch = "*" } };
            return await _run(request with { Options = toNew }, cancellation).ConfigureAwait(false);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.ObjectExists)
        {
            return _cmdlet.Skipped(exception);
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
            return _cmdlet.Skipped(exception);
        }

        throw refused;
    }

    private Task ThrowIfExistsAsync(R2CopyRequest request, CancellationToken cancellation) =>
        _cmdlet.Transfers.Manager.ThrowIfExistsAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellation);

    /// <summary>A key that ends in a slash means into: the source's name is appended. An empty folder's marker has none, and takes the destination as it is.</summary>
    private string DestinationOf(string source) =>
        _into ? source[(source.TrimEnd('/').LastIndexOf('/') + 1)..]
        : _given.DestinationKey is not { } key ? source
        : key.EndsWith('/') && !source.EndsWith('/') ? key + source[(source.LastIndexOf('/') + 1)..]
        : key;

    private CopyObjectOptions Options() => _given.AddTo(new CopyObjectOptions
    {
        MetadataDirective = _given.MetadataDirective ?? (_given.ChangesMetadata() ? R2MetadataDirective.Replace : R2MetadataDirective.Copy),
        SourceConditions = _given.ToConditions(),
        DestinationConditions = _given.DestinationIfMatch is null && _given.DestinationIfNoneMatch is null
            ? null
            : new R2Conditions { IfMatch = _given.DestinationIfMatch, IfNoneMatch = _given.DestinationIfNoneMatch },
        SourceSseCustomerKey = _given.SourceSseCustomerKey is { } bytes ? new SseCustomerKey(bytes) : null,
        SseCustomerKey = _given.ToCustomerKey(),
    });

    /// <summary>A copy whose metadata is replaced begins as a new object does.</summary>
    private static CopyObjectOptions Typed(CopyObjectOptions options, string key) =>
        options.MetadataDirective == R2MetadataDirective.Replace ? options with { ContentType = options.ContentType ?? ContentTypes.Of(key) } : options;
}
