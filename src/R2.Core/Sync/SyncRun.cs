using R2.Files;
using R2.Listing;
using R2.Models;
using R2.Rules;
using R2.Sync.Listing;
using R2.Sync.Planning;
using R2.Sync.State;
using R2.Transfer.Paths;

namespace R2.Sync;

/// <summary>What all that works on one sync shares.</summary>
internal sealed class SyncRun : IDisposable
{
    /// <summary>Metadata in which rclone keeps the MD5 of an object that went up in parts, in base64.</summary>
    public const string Md5Name = "md5chksum";

    private readonly NameSelection? _last;
    private readonly bool _foldsCase;

    /// <exception cref="R2Exception">The options contradict each other, or are outside their ranges.</exception>
    public SyncRun(R2SyncLocation source, R2SyncLocation destination, R2SyncOptions options)
    {
        options.Validate(source, destination);
        IsWithinServer = source.SharesServerWith(destination);
        Source = Observed(source);
        Destination = IsWithinServer ? destination with { Client = Source.Client } : Observed(destination);
        Options = options;
        Began = options.Transfer.TimeProvider.GetUtcNow();
        Progress = new R2SyncProgress(options.Transfer.TimeProvider);
        _foldsCase = destination.IsFolder && FoldsCase(destination.Path!);
        Selection = new SyncSelection(options, Began, hidesByName: !OperatingSystem.IsWindows() || IsBetweenBuckets, Identity);
        SourceTransfers = Source.Client is { } from ? new R2TransferManager(from, options.Transfer) : null;
        DestinationTransfers = IsWithinServer ? SourceTransfers : Destination.Client is { } to ? new R2TransferManager(to, options.Transfer) : null;
        Target = destination.IsFolder ? TargetFolder.WithoutClaims(destination.Path!) : null;
        _last = options.Last.Count > 0 ? new NameSelection(options.Last, []) : null;
        Memory = options.NoState || options.Keys is not null || options.Download || options.CompareBy != R2CompareBy.Auto
            ? null
            : FileMemory.Open(options.StatePath, [source.Client?.Endpoint.AbsoluteUri ?? "", $"{source}", destination.Client?.Endpoint.AbsoluteUri ?? "", $"{destination}", $"{options.Shard}"]);
    }

    public R2SyncLocation Source { get; }

    public R2SyncLocation Destination { get; }

    public R2SyncOptions Options { get; }

    public DateTimeOffset Began { get; }

    public SyncSelection Selection { get; }

    public SyncTally Tally { get; } = new();

    public R2SyncProgress Progress { get; }

    public FileMemory? Memory { get; }

    public R2TransferManager? SourceTransfers { get; }

    public R2TransferManager? DestinationTransfers { get; }

    /// <summary>The folder that is written to; null where that is a bucket.</summary>
    public TargetFolder? Target { get; }

    public bool IsBetweenBuckets => !Source.IsFolder && !Destination.IsFolder;

    /// <summary>Whether the server can copy from one end to the other by itself.</summary>
    public bool IsWithinServer { get; }

    /// <summary>Whether a folder could not be read: what is missing there may be there.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>Files or objects of the source that the patterns take, those of other shards among them.</summary>
    public long SourceSelected { get; set; }

    /// <summary>Files or objects of the destination that the patterns take, of this shard.</summary>
    public long DestinationSelected { get; set; }

    /// <summary>Whether keys are compared by more than their own text from the start.</summary>
    public bool MustSort => _foldsCase;

    /// <summary>What tells keys apart: at R2 their NFC form, on some disks not even case.</summary>
    public string Identity(string key)
    {
        string composed = KeyOrder.IsComposed(key) ? key : NameRules.Identity(key);
        return _foldsCase ? FoldedNames.Fold(composed) : composed;
    }

    /// <summary>Begins anew, with the keys put in order first.</summary>
    public void Restart()
    {
        Tally.Restart();
        (SourceSelected, DestinationSelected, IsIncomplete) = (0, 0, false);
    }

    /// <summary>Path of the file of a key, at whichever end is a folder.</summary>
    public string PathOf(string key)
    {
        string root = Source.Path ?? Destination.Path!;
        return Path.Combine(root, Path.DirectorySeparatorChar == '/' ? key : key.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>Path of the file of a key, for people; null between buckets.</summary>
    public string? ShownPathOf(string key) => IsBetweenBuckets ? null : PathOf(key);

    public bool IsLast(string key) => _last?.Contains(key) == true;

    /// <summary>Whether nothing needs to be read or asked for: both are as they were when they were found equal. Keys come in order.</summary>
    public bool Remembers(SyncEntry source, SyncEntry destination)
    {
        (SyncEntry file, string etag) = Remembered(source, destination.ETag, destination);
        bool known = Memory?.Knows(file, etag) == true;
        if (known)
        {
            Tally.CountCacheHit();
        }

        return known;
    }

    /// <summary>Both were found equal. Keys come in order.</summary>
    public void Note(SyncEntry source, SyncEntry destination)
    {
        (SyncEntry file, string etag) = Remembered(source, destination.ETag, destination);
        Memory?.Note(file, etag, Began);
    }

    /// <summary>The source has been sent as it was; in any order, on any thread.</summary>
    public void NoteSent(SyncEntry source, string? etag, DateTimeOffset readAt)
    {
        if (source.Obstacle is null && !Destination.IsFolder)
        {
            (SyncEntry file, string both) = Remembered(source, etag, null);
            Memory?.NoteSent(file, both, readAt);
        }
    }

    /// <summary>Whether two times are one, as far as the coarser of both tells.</summary>
    public bool AreAlike(FileTime one, FileTime other)
    {
        if (Options.ModifyWindow > TimeSpan.Zero)
        {
            return (one.ToDateTime() - other.ToDateTime()).Duration() <= Options.ModifyWindow;
        }

        int step = Math.Max(StepOf(one), StepOf(other));
        return one.Seconds == other.Seconds && one.Nanoseconds / step == other.Nanoseconds / step;
    }

    public static Task<R2ObjectInfo> HeadAsync(R2SyncLocation location, SyncEntry entry, CancellationToken cancellationToken)
    {
        GetObjectOptions options = new() { ChecksumMode = true, Conditions = entry.ETag is null ? null : new R2Conditions { IfMatch = entry.ETag } };
        return location.Client!.HeadObjectAsync(location.BucketName!, location.Prefix + entry.Key, options, cancellationToken);
    }

    /// <summary>Whether the source has a file or object of that key.</summary>
    public async Task<bool> SourceHasAsync(string key, CancellationToken cancellationToken)
    {
        if (Source.IsFolder)
        {
            return File.Exists(PathOf(key));
        }

        try
        {
            await HeadAsync(Source, new SyncEntry { Key = key }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (R2Exception e) when (e.Code == R2ErrorCodes.NoSuchKey)
        {
            return false;
        }
    }

    /// <summary>A row for people.</summary>
    public R2SyncAction Show(PlanRow row, bool done) => new()
    {
        Action = row.Action!.Value,
        Reason = row.Reason,
        Sigil = row.Sigil,
        Key = row.Key,
        Path = ShownPathOf(row.Key),
        Size = (row.Source ?? row.Destination!).Size,
        SourceETag = row.Source?.ETag,
        DestinationETag = row.Action == R2SyncActionKind.Rename ? null : row.Destination?.ETag,
        RenamedFrom = row.Action == R2SyncActionKind.Rename ? row.Destination!.Key : null,
        Done = done,
        Error = row.Error,
    };

    /// <summary>What a row says of both ends; null for one that says nothing of them.</summary>
    public R2Difference? Compare(PlanRow row) => row.Action == R2SyncActionKind.Skip && row.Reason == R2SyncReason.Special ? null : new()
    {
        Sigil = row.Sigil,
        Reason = row.Reason,
        Key = row.Key,
        Path = ShownPathOf(row.Key),
        SourceSize = row.Source?.Size,
        DestinationSize = row.Destination?.Size,
        SourceETag = row.Source?.ETag,
        DestinationETag = row.Destination?.ETag,
        SourceModified = ModifiedOf(row.Source),
        DestinationModified = ModifiedOf(row.Destination),
        Source = $"{Source}",
        Destination = $"{Destination}",
        SourceEndpoint = Source.Client?.Endpoint.AbsoluteUri,
        DestinationEndpoint = Destination.Client?.Endpoint.AbsoluteUri,
        Error = row.Error,
    };

    /// <summary>What is at the destination is not what was found there.</summary>
    public R2Exception DestinationChanged(string key, Exception? cause = null) =>
        new(R2ErrorCodes.DestinationChanged, $"'{key}' at '{Destination}' is not what was listed: somebody else wrote it meanwhile. It was left as it is.", cause) { Key = key };

    public void Dispose() => Memory?.Dispose();

    /// <summary>
    /// Asked of the disk where it is likely. On Linux it hardly ever is; a file that is there by another case is then refused as one that came meanwhile, and nothing is deleted.
    /// </summary>
    private static bool FoldsCase(string folder)
    {
        try
        {
            return (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && FoldedNames.AreOne(folder, "a", "A");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static DateTimeOffset? ModifiedOf(SyncEntry? entry) => entry is null || entry.Obstacle is not null ? null : new DateTimeOffset(entry.Time.ToDateTime());

    private R2SyncLocation Observed(R2SyncLocation location) =>
        location.Client is { } client ? location with { Client = client.AlsoObservedBy(Tally.CountRequest) } : location;

    /// <summary>Between buckets the versions of both are remembered: an object that was copied in parts has an entity tag of its own.</summary>
    private (SyncEntry File, string ETag) Remembered(SyncEntry source, string? destinationETag, SyncEntry? destination) =>
        IsBetweenBuckets ? (new SyncEntry { Key = source.Key, Size = source.Size }, $"{source.ETag}|{destinationETag}")
        : Source.IsFolder ? (source, destinationETag ?? "")
        : (destination!, source.ETag ?? "");

    private static int StepOf(FileTime time) => time.Nanoseconds == 0 ? 1_000_000_000 : time.Nanoseconds % 1_000_000 == 0 ? 1_000_000 : time.Nanoseconds % 1000 == 0 ? 1000 : time.Nanoseconds % 100 == 0 ? 100 : 1;
}
