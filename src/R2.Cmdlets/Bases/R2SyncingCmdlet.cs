using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Drive;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Files;
using R2.Cmdlets.Syncing;
using R2.Settings;
using R2.Sync.Shards;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that looks at two ends, of which at least one is a bucket: what they are, which keys take part, and what makes two the same.</summary>
public abstract partial class R2SyncingCmdlet : R2Cmdlet, IBucketCmdlet
{
    private readonly SyncDisplay _display;

    private protected R2SyncingCmdlet() => _display = new SyncDisplay();

    protected override void BeginInput()
    {
        base.BeginInput();
        SendAtOnce(ThrottleLimit);
    }

    private protected override IReadOnlyList<string> OfPlaces => [nameof(BucketName), nameof(Prefix)];

    /// <summary>Whether the line names neither end.</summary>
    private protected bool NamesNoEnd => From is null && Destination is null && ParameterSetName != CopySet;

    private string? From => ParameterSetName == LiteralPathSet ? LiteralPath : Path;

    /// <summary>Both ends, as the parameters name them.</summary>
    /// <exception cref="R2Exception">One cannot be: a pattern that names more than one folder, no bucket.</exception>
    private protected virtual (R2SyncLocation Source, R2SyncLocation Destination) Ends()
    {
        if (NamesNoEnd)
        {
            throw Invalid($"{MyInvocation.MyCommand.Name} is told of no folder and of one bucket at most. -Path names the source, -Destination or -DestinationBucketName what is synced to.");
        }

        R2SyncLocation? source = From is null ? null : BucketAt(From, null) ?? R2SyncLocation.Folder(SourceFolder());
        R2SyncLocation? destination = Destination is not null ? BucketAt(Destination, DestinationConnection) ?? R2SyncLocation.Folder(FilePaths.Resolve(this, Destination))
            : ParameterSetName == CopySet ? R2SyncLocation.Bucket(ClientFor(DestinationConnection), DestinationBucketName, DestinationPrefix)
            : null;
        if (source is { IsFolder: false } && destination is null)
        {
            throw Invalid($"'{From}' is in a bucket, and nothing says what is synced to: -Destination names a folder, or another bucket as r2://bucket/prefix.");
        }

        if (Path is not null && source is { IsFolder: false } && WildcardPattern.ContainsWildcardCharacters(Path))
        {
            throw Invalid($"'{Path}' has a wildcard, and keys may have such characters, too. For keys that match: -Include; for a prefix that has it: -LiteralPath.");
        }

        if (source is not null && destination is not null && (Piped.IsGiven(nameof(BucketName)) || Piped.IsGiven(nameof(Prefix))))
        {
            throw Invalid("Both ends are named already; -BucketName and -Prefix name one of them once more.");
        }

        CheckConnection(destination);

        return (source ?? NamedBucket(), destination ?? NamedBucket());
    }

    /// <summary>The drive of the source, otherwise that of the destination: that of the bucket which is named by itself comes first where there is one.</summary>
    private protected override R2DriveInfo? FindDrive(IBucketCmdlet named) =>
        (From is null ? null : PlaceAt(From)?.Drive) ?? (From is null || Destination is null ? base.FindDrive(named) : PlaceAt(Destination)?.Drive ?? base.FindDrive(named));

    private R2SyncLocation NamedBucket() => R2SyncLocation.Bucket(Client, RequireBucket(), Piped.IsGiven(nameof(Prefix)) ? KeyOf(Prefix) : Place?.Prefix ?? Prefix);

    /// <summary>The bucket that a text names; null for one that names a folder.</summary>
    private R2SyncLocation? BucketAt(string text, R2Connection? connection)
    {
        if (BucketAddress.Parse(text) is { } address)
        {
            return R2SyncLocation.Bucket(ClientFor(connection), address.BucketName, address.Prefix);
        }

        return PlaceAt(text) is not { } place ? null
            : connection is not null ? throw Invalid($"'{text}' is in a drive, which has a connection of its own; -DestinationConnection is given as well.")
            : place.IsAccount ? throw Invalid($"'{text}' is the list of buckets; one of them must be named.")
            : R2SyncLocation.Bucket(ClientFor(place.Drive.Connection), place.BucketName, place.Prefix);
    }

    private DrivePath? PlaceAt(string text) => RunspaceState.Current.HasDrives && BucketAddress.Parse(text) is null ? DriveTarget.Resolve(this, text) : null;

    /// <exception cref="R2Exception">A connection is given for a destination that is not named by itself, or is a folder.</exception>
    private protected void CheckConnection(R2SyncLocation? destination)
    {
        if (DestinationConnection is not null && destination is not { IsFolder: false })
        {
            throw Invalid("-DestinationConnection is that of a destination which is a bucket of its own: -DestinationBucketName, or -Destination r2://bucket/prefix.");
        }
    }

    private protected R2Client ClientFor(R2Connection? connection) => connection is null || connection == Session ? Client : ClientOf(connection).ForAtOnce(ThrottleLimit);

    private static R2Exception Invalid(string message) => new(R2ErrorCodes.InvalidArgument, message);

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
        EmptyFolders = EmptyFolder,
        Hidden = Hidden,
        NoDestinationListing = NoDestinationListing,
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
        if (Path is null || !WildcardPattern.ContainsWildcardCharacters(Path))
        {
            return FilePaths.Resolve(this, From!);
        }

        IReadOnlyList<string> found = FilePaths.Find(this, Path, literal: false);
        return found.Count == 1 ? found[0] : throw Invalid($"'{Path}' names {found.Count} files and folders; it must be one folder.");
    }

    private R2Shard? ChosenShard()
    {
        if (Shard is not null && ShardIndex is not null)
        {
            throw Invalid("Both -Shard and -ShardIndex are given; it must be one of them.");
        }

        return Shard is null ? (ShardIndex, ShardCount) switch
        {
            (null, null) => null,
            ({ } index, { } count) => new R2Shard(index, count),
            (null, _) => throw Invalid("-ShardCount is given without -ShardIndex; give both, or -Shard Auto."),
            _ => throw Invalid("-ShardIndex is given without -ShardCount; give both."),
        }
        : Shard.Equals("Auto", StringComparison.OrdinalIgnoreCase) ? ShardVariables.Read(Environment.GetEnvironmentVariable, ShardCount)
        : R2Shard.Parse(Shard);
    }
}
