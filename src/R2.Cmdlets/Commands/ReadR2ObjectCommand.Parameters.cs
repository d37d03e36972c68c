using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Commands;

/// <summary>What it can be given.</summary>
public sealed partial class ReadR2ObjectCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string StringSet = "String";
    private const string ByteSet = "Byte";
    private const string StreamSet = "Stream";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// A folder, if it is one, ends in a slash, or keys are piped in; otherwise the file of the one key, as that which a row or a script block names for its own.
    /// The working directory when left out.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>As -Path; both take the text as it is, for a target is no pattern.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = StringSet)]
    public SwitchParameter AsString { get; set; }

    /// <summary>With -AsString: encoding of text that has no byte order mark; the charset of its Content-Type when left out, and UTF-8 without one.</summary>
    [Parameter(ParameterSetName = StringSet)]
    [ValidateNotNull]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByteSet)]
    public SwitchParameter AsByteStream { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = StreamSet)]
    public SwitchParameter AsStream { get; set; }

    /// <summary>With -AsByteStream: the whole object as one array, instead of arrays of up to 64 KiB as they arrive.</summary>
    [Parameter(ParameterSetName = ByteSet)]
    public SwitchParameter Raw { get; set; }

    /// <summary><c>first-last</c>, <c>first-</c> or <c>-count</c>, in bytes from 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Range { get; set; }

    /// <summary>Overwrites files that are there.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves files that are there as they are.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>What the keys begin with that paths do not.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? StripPrefix { get; set; }

    /// <summary>Escapes what file names cannot hold, reversibly, in place of refusing the key.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter SanitizeNames { get; set; }

    /// <summary>Takes up what an interrupted command left, and keeps what this one leaves.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Leaves files with the time of the download.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter NoFileTime { get; set; }

    /// <summary>Length in bytes of the ranges that a large object is read in, such as 16MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? PartSize { get; set; }

    /// <summary>Does not compare with the checksum or the entity tag stored with the object.</summary>
    [Parameter]
    public SwitchParameter SkipChecksum { get; set; }

    /// <summary>Bytes a second over the whole command, such as 50MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? MaxBytesPerSecond { get; set; }

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

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

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }
}
