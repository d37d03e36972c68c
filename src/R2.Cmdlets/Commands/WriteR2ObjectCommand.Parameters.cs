using System.Collections;
using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Files;

namespace R2.Cmdlets.Commands;

/// <summary>What it can be given.</summary>
public sealed partial class WriteR2ObjectCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Set of content. Its pieces say nothing by their properties, and bytes come one by one: nothing is looked for in them.</summary>
    private const string ContentSet = "Content";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    // Neither this nor the key is mandatory: the binder would settle on this set before it has seen what is piped in.
    // Of any type, so that everything that is piped in comes here, rows and files too: what did not bind would be left out of the object, and the rest be stored.
    // No parameter of its set is bound by property name: the binder would look for each in every single byte. RowParameters reads them where it is a row.
    /// <summary>Text, bytes or a stream. Several texts become lines of one object.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ContentSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Stores an empty object where nothing is piped in.</summary>
    [Parameter(ParameterSetName = ContentSet)]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>Key of the object; the file's name when left out.</summary>
    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What every key begins with, before the file's name.</summary>
    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string Prefix { get; set; } = "";

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Place in a drive of R2: a folder to write into, or with the name of the object.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>Writes the files in folders too; keys keep the path from the folder's name on.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Encoding of text; UTF-8 without a byte order mark when left out.</summary>
    [Parameter]
    [ValidateNotNull]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

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
    public string? ContentType { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public string? CacheControl { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public string? ContentDisposition { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public string? ContentEncoding { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public string? ContentLanguage { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [BlankIsNull]
    public DateTimeOffset? Expires { get; set; }

    [Parameter(ParameterSetName = PathSet), Parameter(ParameterSetName = ContentSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [MetadataTransformation]
    public IDictionary? Metadata { get; set; }

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

    /// <summary>Does not keep the times of files in the metadata of their objects.</summary>
    [Parameter]
    public SwitchParameter NoFileTime { get; set; }

    [Parameter]
    [ValidateSet(R2.Models.R2StorageClass.Standard, R2.Models.R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfNoneMatch { get; set; }

    [Parameter]
    public DateTimeOffset? IfModifiedSince { get; set; }

    [Parameter]
    public DateTimeOffset? IfUnmodifiedSince { get; set; }

    /// <summary>Key of server-side encryption with a customer's key: 32 bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }
}
