using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Bases;

/// <summary>What all of the family can be given.</summary>
public abstract partial class R2SyncingCmdlet
{
    protected const string PathSet = "Path";
    protected const string LiteralPathSet = "LiteralPath";
    protected const string CopySet = "Copy";

    /// <summary>The source, whose contents are meant: a folder, <c>r2://bucket/prefix</c>, or a place in a drive.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [Alias("Source")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The bucket: the destination of a folder, otherwise the source. That of the connection when left out.</summary>
    [Parameter]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>The folder in the bucket; all of it when left out.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string Prefix { get; set; } = "";

    /// <summary>What is synced to: a folder, <c>r2://bucket/prefix</c>, or a place in a drive.</summary>
    [Parameter(Position = 1, ParameterSetName = PathSet)]
    [Parameter(Position = 1, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>The bucket that the bucket is synced to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CopySet)]
    [Alias("DestinationBucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string DestinationBucketName { get; set; } = "";

    /// <summary>The folder in that bucket.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string DestinationPrefix { get; set; } = "";

    /// <summary>Connection to the server of that bucket, where it is another one.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ConnectionInput]
    public R2Connection? DestinationConnection { get; set; }

    [Parameter]
    public R2CompareBy CompareBy { get; set; }

    /// <summary>By how much times may differ.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ModifyWindow { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Include { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Exclude { get; set; } = [];

    /// <summary>File with a relative key on each line: these take part, and nothing is listed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FilesFrom { get; set; }

    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? MinSize { get; set; }

    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? MaxSize { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? MinAge { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaxAge { get; set; }

    [Parameter]
    public R2SymlinkPolicy Symlink { get; set; }

    /// <summary>Whether empty folders are markers in a bucket, and are mirrored.</summary>
    [Parameter]
    public R2EmptyFolderPolicy EmptyFolder { get; set; }

    /// <summary>Whether what is hidden takes part.</summary>
    [Parameter]
    public R2HiddenPolicy Hidden { get; set; }

    /// <summary>Looks up what the source has, in place of listing the destination.</summary>
    [Parameter]
    public SwitchParameter NoDestinationListing { get; set; }

    /// <summary><c>0/3</c> for the first of three, or <c>Auto</c> to ask the engine that runs the shards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ShardCompleter))]
    public string? Shard { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? ShardIndex { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? ShardCount { get; set; }

    /// <summary>Folder of what is remembered of files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    [Parameter]
    public SwitchParameter NoState { get; set; }

    /// <summary>Bytes a second over the whole command.</summary>
    [Parameter]
    [Alias("MaxBytesPerSecond")]
    [ValidateRange(1024, long.MaxValue)]
    public long? MaxBandwidth { get; set; }

    /// <summary>How many files or objects are moved, and how many requests are under way, at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = R2ObjectCmdlet.DefaultThrottleLimit;
}
