using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Syncing;
using R2.Settings;
using R2.Sync.Shards;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that looks at two ends, of which at least one is a bucket: what they are, which keys take part, and what makes two the same.</summary>
public abstract class R2SyncingCmdlet : R2ObjectCmdlet, IBucketCmdlet
{
    protected const string PathSet = "Path";
    protected const string LiteralPathSet = "LiteralPath";
    protected const string DownloadSet = "Download";
    protected const string CopySet = "Copy";

    private readonly SyncDisplay _display;

    private protected R2SyncingCmdlet() => _display = new SyncDisplay();

    /// <summary>The source folder, whose contents are meant.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

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

    /// <summary>The folder that the bucket is synced to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DownloadSet)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

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

    /// <summary>Both ends, as the parameters name them.</summary>
    /// <exception cref="R2Exception">One cannot be: a pattern that names more than one folder, no bucket.</exception>
    private protected virtual (R2SyncLocation Source, R2SyncLocation Destination) Ends()
    {
        R2SyncLocation bucket = R2SyncLocation.Bucket(Client, RequireBucket(), Piped.IsGiven(nameof(Prefix)) ? KeyOf(Prefix) : Place?.Prefix ?? Prefix);
        return ParameterSetName switch
        {
            PathSet or LiteralPathSet => (R2SyncLocation.Folder(SourceFolder()), bucket),
            DownloadSet => (bucket, R2SyncLocation.Folder(FilePaths.Resolve(this, Destination))),
            _ => (bucket, R2SyncLocation.Bucket(DestinationConnection is { } other && other != Session ? ClientOf(other) : Client, DestinationBucketName, DestinationPrefix)),
        };
    }

    /// <summary>What all of the family take.</summary>
    /// <exception cref="R2Exception">A value cannot be.</exception>
    private protected R2SyncOptions Selected() => new()
    {
        CompareBy = CompareBy,
        ModifyWindow = ModifyWindow,
        Include = Include,
        Exclude = Exclude,
        Keys = FilesFrom is null ? null : KeyList.Read(FilePaths.Resolve(this, FilesFrom)),
        MinSize = MinSize,
        MaxSize = MaxSize,
        MinAge = MinAge,
        MaxAge = MaxAge,
        Symlinks = Symlink,
        Shard = ChosenShard(),
        StatePath = StatePath is null ? null : FilePaths.Resolve(this, StatePath),
        NoState = NoState,
        Transfer = Session.TransferOptions(EnvironmentSettings.OfProcess) with { ThrottleLimit = ThrottleLimit, MaxBytesPerSecond = MaxBandwidth },
        OnEvent = Tell,
    };

    /// <summary>Shows how far it is, from now on.</summary>
    private protected void Show(R2SyncManager manager) => _display.Begin(manager, MyInvocation.MyCommand.Name);

    protected override void OnTick()
    {
        if (_display.Sample() is { } record)
        {
            WriteProgress(record);
        }
    }

    private string SourceFolder()
    {
        if (ParameterSetName == LiteralPathSet || !WildcardPattern.ContainsWildcardCharacters(Path))
        {
            return FilePaths.Resolve(this, ParameterSetName == LiteralPathSet ? LiteralPath : Path);
        }

        IReadOnlyList<string> found = FilePaths.Find(this, Path, literal: false);
        return found.Count == 1 ? found[0] : throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{Path}' names {found.Count} files and folders; it must be one folder.");
    }

    private R2Shard? ChosenShard()
    {
        if (Shard is not null && ShardIndex is not null)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -Shard and -ShardIndex are given; it must be one of them.");
        }

        return Shard is null ? (ShardIndex, ShardCount) switch
        {
            (null, null) => null,
            ({ } index, { } count) => new R2Shard(index, count),
            (null, _) => throw new R2Exception(R2ErrorCodes.InvalidArgument, "-ShardCount is given without -ShardIndex; give both, or -Shard Auto."),
            _ => throw new R2Exception(R2ErrorCodes.InvalidArgument, "-ShardIndex is given without -ShardCount; give both."),
        }
        : Shard.Equals("Auto", StringComparison.OrdinalIgnoreCase) ? ShardVariables.Read(Environment.GetEnvironmentVariable, ShardCount)
        : R2Shard.Parse(Shard);
    }
}
