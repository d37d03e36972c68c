using System.Collections;
using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Transfers;
using R2.Files;
using R2.Models;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that moves objects up.</summary>
public abstract class R2UploadCmdlet : R2StoringCmdlet
{
    /// <summary>Sets of a cmdlet that reads files.</summary>
    protected const string PathSet = "Path";
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Set of content. Its pieces say nothing by their properties, and bytes come one by one: nothing is looked for in them.</summary>
    protected const string ContentSet = "Content";

    private static readonly string[] s_description =
        [nameof(ContentType), nameof(CacheControl), nameof(ContentDisposition), nameof(ContentEncoding), nameof(ContentLanguage), nameof(Expires), nameof(Metadata)];

    /// <summary>The objects of this command, by what tells keys apart at R2.</summary>
    private readonly HashSet<string> _written = [];

    /// <summary>Fails where the object exists, decided by the server and so without a race.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Leaves objects that exist as they are.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Writes only files that one of these patterns means; see <see cref="NameSelection"/>.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Include { get; set; } = [];

    /// <summary>Leaves out files that one of these patterns means.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Exclude { get; set; } = [];

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public override string? ContentType { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public override string? CacheControl { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public override string? ContentDisposition { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public override string? ContentEncoding { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public override string? ContentLanguage { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public override DateTimeOffset? Expires { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [MetadataTransformation]
    public override IDictionary? Metadata { get; set; }

    /// <summary>Checksum that is sent and that the server compares; None for none.</summary>
    [Parameter]
    [ValidateSet("CRC32C", "CRC32", "SHA1", "SHA256", "CRC64NVME", "None")]
    public string Checksum { get; set; } = "CRC32C";

    /// <summary>Part size in bytes, such as 16MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? PartSize { get; set; }

    /// <summary>Takes up what an interrupted command left, and keeps what this one leaves.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Bytes a second over the whole command, such as 50MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? MaxBytesPerSecond { get; set; }

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    private protected override bool KeepsOrder => Ordered;

    /// <summary>Does not keep the times of files in the metadata of their objects.</summary>
    [Parameter]
    public SwitchParameter NoFileTime { get; set; }

    /// <summary>Which files are meant.</summary>
    private protected NameSelection Selection { get; private set; } = NameSelection.All;

    protected override void BeginInput()
    {
        base.BeginInput();
        if (SkipExisting && NoClobber)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -SkipExisting and -NoClobber are given; it must be one of them.");
        }

        Selection = new NameSelection(Include, Exclude);
        OpenTransfers(options => options with
        {
            Checksum = R2TransferSession.Algorithm(Checksum),
            PartSize = PartSize ?? options.PartSize,
            Resume = Resume,
            MaxBytesPerSecond = MaxBytesPerSecond,
        });
    }

    /// <summary>Does a step with what a row says of headers and metadata, where the line says nothing of them; a blank says nothing, too.</summary>
    /// <exception cref="R2Exception">What the row says cannot be understood.</exception>
    private protected void WithDescription(PipedRow row, Action step)
    {
        if (!row.HasAny(s_description))
        {
            step();
            return;
        }

        (string?, string?, string?, string?, string?) headers = (ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage);
        (DateTimeOffset? expires, IDictionary? metadata) = (Expires, Metadata);
        T? Said<T>(string name, T? given, Func<object, T?> read) => Piped.IsGiven(name) || row.Value(name) is not { } value || value is "" ? given : read(value);
        try
        {
            ContentType = Said(nameof(ContentType), ContentType, static value => value as string);
            CacheControl = Said(nameof(CacheControl), CacheControl, static value => value as string);
            ContentDisposition = Said(nameof(ContentDisposition), ContentDisposition, static value => value as string);
            ContentEncoding = Said(nameof(ContentEncoding), ContentEncoding, static value => value as string);
            ContentLanguage = Said(nameof(ContentLanguage), ContentLanguage, static value => value as string);
            Expires = Said(nameof(Expires), Expires, static value => LanguagePrimitives.ConvertTo<DateTimeOffset>(value));
            Metadata = Said(nameof(Metadata), Metadata, MetadataTransformationAttribute.From);
            step();
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentTransformationMetadataException)
        {
            throw row.Refuse($"says what cannot be stored: {exception.Message.TrimEnd('.')}");
        }
        finally
        {
            (ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage) = headers;
            (Expires, Metadata) = (expires, metadata);
        }
    }

    /// <summary>The files that are meant: one that a path names or a wildcard finds, or those of a folder; what of it cannot be read is an error of its own.</summary>
    private protected IEnumerable<LocalFile> FilesOf(FileTree found, bool recurse)
    {
        if (recurse && found.IsFolder)
        {
            return LocalFile.In(
                found,
                Selection,
                (folder, exception) => WriteError(ErrorRecords.From(exception, folder)),
                link => WriteWarning($"'{link}' is a link to a folder and was not followed; name it to write its files."));
        }

        LocalFile file = LocalFile.At(found.Path);
        return Selection.Contains(file.Name) ? [file] : [];
    }

    /// <summary>Starts the upload of one object.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="what">What to call them.</param>
    /// <param name="key">Key to write.</param>
    /// <param name="contentType">Media type where the command names none.</param>
    /// <param name="ended">Called when it is over, well or badly.</param>
    protected void StartUpload(R2Content source, string what, string key, string contentType, Action? ended = null)
    {
        string bucket = RequireBucket();
        string address = $"{bucket}/{key}";
        if (!_written.Add($"{bucket}/{R2Client.KeyIdentity(key)}"))
        {
            string why = Ascii.IsValid(key) ? "" : " Keys that differ only in Unicode form are the same object in R2.";
            throw new R2Exception(R2ErrorCodes.DuplicateKey, $"'{what}' would overwrite what this command has already written to '{address}'.{why}");
        }

        if (!ShouldProcess(address, $"Write {what}"))
        {
            ended?.Invoke();
            return;
        }

        R2UploadRequest request = new() { BucketName = bucket, Key = key, Content = source, Options = Options(contentType), KeepFileTime = !NoFileTime, OnEvent = Tell };
        StartTransfer(address, key, (progress, cancellation) => UploadAsync(request with { Progress = progress }, cancellation), ended: ended);
    }

    /// <summary>What came of it, or nothing where the object is left as it is.</summary>
    private async Task<object> UploadAsync(R2UploadRequest request, CancellationToken cancellation)
    {
        try
        {
            if (SkipExisting)
            {
                // A look costs less than a body that is refused.
                await Transfers.Manager.ThrowIfExistsAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellation).ConfigureAwait(false);
            }

            return await Transfers.Manager.UploadAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.ObjectExists && SkipExisting)
        {
            return Skipped(exception);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.PreconditionFailed && Conditions is null && (NoClobber || SkipExisting))
        {
            R2Exception exists = R2Exception.Exists(request.BucketName, request.Key, exception);
            return SkipExisting ? Skipped(exists) : throw exists;
        }
    }

    private PutObjectOptions Options(string contentType)
    {
        PutObjectOptions options = WithMetadata(new PutObjectOptions { Conditions = NoClobber || SkipExisting ? (Conditions ?? new()) with { IfNoneMatch = "*" } : Conditions });
        return options with { ContentType = options.ContentType ?? contentType };
    }
}
