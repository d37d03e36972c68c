using R2.Files;
using R2.Models;
using R2.Requests;

namespace R2;

/// <summary>How a sync compares, what it takes part in, and what it may do. Checked as a whole when a sync is made.</summary>
public sealed record R2SyncOptions
{
    /// <summary>What decides whether both ends have the same.</summary>
    public R2CompareBy CompareBy { get; init; }

    /// <summary>By how much times may differ; one nanosecond, or what both ends can tell.</summary>
    public TimeSpan ModifyWindow { get; init; }

    /// <summary>Leaves what is newer at the destination.</summary>
    public bool Update { get; init; }

    /// <summary>Replaces nothing.</summary>
    public bool NoOverwrite { get; init; }

    /// <summary>Takes a difference for an error, and replaces nothing.</summary>
    public bool Immutable { get; init; }

    /// <summary>Removes from the destination what the source does not have, after everything else, and only if all of that went well.</summary>
    public bool Delete { get; init; }

    /// <summary>Removes from the destination what is excluded, too.</summary>
    public bool DeleteExcluded { get; init; }

    /// <summary>Deletions at most; more are refused before anything is done. Null for the guard that <see cref="Force"/> lifts: 100, or half of the destination.</summary>
    public long? MaxDelete { get; init; }

    /// <summary>As <see cref="MaxDelete"/>, in percent of what the destination has, 0 to 100.</summary>
    public double? MaxDeletePercent { get; init; }

    /// <summary>A key that the source must have: proof that its disk is mounted.</summary>
    public string? RequireFile { get; init; }

    /// <summary>Deletes even though the source is missing or empty, or more than half of the destination would go; never where a listing is not complete.</summary>
    public bool Force { get; init; }

    /// <summary>Prefix in the destination's bucket that what is replaced or deleted is copied to, before it is.</summary>
    public string? BackupPrefix { get; init; }

    /// <summary>Finds what has only another name, and renames it at the destination. Needs <see cref="Delete"/>.</summary>
    public bool TrackRename { get; init; }

    /// <summary>Patterns of relative keys that take part; all where empty.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of relative keys that take no part, at either end.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The relative keys that take part, so that nothing needs to be listed; null for all.</summary>
    public IReadOnlyCollection<string>? Keys { get; init; }

    /// <summary>Whether <see cref="Keys"/> only narrow what is listed, in place of listing.</summary>
    internal bool KeysNarrow { get; init; }

    /// <summary>Smallest size in bytes that takes part.</summary>
    public long? MinSize { get; init; }

    /// <summary>Largest size in bytes that takes part.</summary>
    public long? MaxSize { get; init; }

    /// <summary>How old the source must be at least.</summary>
    public TimeSpan? MinAge { get; init; }

    /// <summary>How old the source may be at most.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Patterns of relative keys that are sent after all others, such as the pages that name them.</summary>
    public IReadOnlyList<string> Last { get; init; } = [];

    /// <summary>Corrects headers and metadata that differ from <see cref="Write"/>, and the time of the file, without sending the bytes again. Costs a request for each object.</summary>
    public bool CompareMetadata { get; init; }

    /// <summary>Headers, metadata and storage class of what is uploaded.</summary>
    public PutObjectOptions Write { get; init; } = new();

    /// <summary>Which symbolic links of a source folder are followed.</summary>
    public R2SymlinkPolicy Symlinks { get; init; }

    /// <summary>What becomes of folders that have nothing in them.</summary>
    public R2EmptyFolderPolicy EmptyFolders { get; init; }

    /// <summary>Whether what is hidden takes part.</summary>
    public R2HiddenPolicy Hidden { get; init; }

    /// <summary>Looks up at the destination what the source has, key by key, in place of listing it; so nothing is known of what only the destination has. Not with <see cref="Delete"/>.</summary>
    public bool NoDestinationListing { get; init; }

    /// <summary>What happens where keys meet in one name.</summary>
    public R2CollisionPolicy OnCollision { get; init; }

    /// <summary>The part of the keys that takes part, so that several machines can share the work; null for all.</summary>
    public R2Shard? Shard { get; init; }

    /// <summary>Folder of what is remembered of files; the user's state folder where null.</summary>
    public string? StatePath { get; init; }

    /// <summary>Remembers nothing, and reads nothing of what was.</summary>
    public bool NoState { get; init; }

    /// <summary>Whether comparing reads both ends byte by byte, as <c>rclone check --download</c>.</summary>
    internal bool Download { get; init; }

    /// <summary>How objects are moved.</summary>
    public TransferOptions Transfer { get; init; } = new();

    /// <summary>Asked when everything has been compared, with what would be done, and before anything is; false ends the sync. Null for yes.</summary>
    public Func<R2SyncSummary, CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>Called with what a person should know, or may want to know, on any thread; it must not block or throw.</summary>
    public Action<R2TransferEvent>? OnEvent { get; init; }

    internal void Validate(R2SyncLocation source, R2SyncLocation destination)
    {
        Refuse(TrackRename && !Delete, "TrackRename needs Delete: what it finds under another name is to go from there.");
        Refuse(Shard is not null && TrackRename, "A shard cannot track renames: an object may be in another shard by its new name.");
        Refuse(Shard is not null && DeleteExcluded, "A shard cannot delete what is excluded: every shard would.");
        Refuse(DeleteExcluded && !Delete, "DeleteExcluded needs Delete.");
        Refuse(DeleteExcluded && Keys is not null, "DeleteExcluded cannot be used with a list of keys: everything else would be excluded.");
        Refuse(Write.Metadata?.Keys.Any(static name => name.Equals(KeptTime.Name, StringComparison.OrdinalIgnoreCase)) == true, $"The metadata '{KeptTime.Name}' is the time of the file, which a sync keeps itself.");
        Refuse(Write.SseCustomerKey is not null, "A sync takes no customer's key: it could not read what it would compare. Write-R2Object and Read-R2Object take one.");
        Refuse(NoDestinationListing && Delete, "Delete and TrackRename need the list of the destination, which NoDestinationListing leaves out.");
        Refuse(BackupPrefix is not null && destination.IsFolder, "BackupPrefix is a prefix of the destination's bucket; here the destination is a folder.");
        Refuse(Immutable && (Update || NoOverwrite), "Immutable takes a difference for an error; Update and NoOverwrite do not.");
        Refuse(source.IsFolder && destination.IsFolder, "One end must be a bucket, as in r2://bucket/prefix; both are folders.");
        Check(nameof(MaxDelete), MaxDelete is < 0, MaxDelete, "0 or more");
        Check(nameof(MaxDeletePercent), MaxDeletePercent is < 0 or > 100, MaxDeletePercent, "0 to 100");
        Check(nameof(ModifyWindow), ModifyWindow < TimeSpan.Zero, ModifyWindow, "0 or more");
        Check(nameof(MinAge), MinAge < TimeSpan.Zero, MinAge, "0 or more");
        Check(nameof(MaxAge), MaxAge < (MinAge ?? TimeSpan.Zero), MaxAge, MinAge is null ? "0 or more" : $"MinAge ({MinAge}) or more: nothing could take part");
        Check(nameof(MinSize), MinSize < 0, MinSize, "0 or more");
        Check(nameof(MaxSize), MaxSize < (MinSize ?? 0), MaxSize, MinSize is null ? "0 or more" : $"MinSize ({MinSize}) or more: nothing could take part");

        // Headers and metadata that no request could carry are told of before all is compared, and in a dry run too.
        S3Request.Put("PutObject", "bucket", "key").Stored(Write);
        Transfer.Validate();
        if (BackupPrefix is { } backup && R2SyncLocation.Bucket(destination.Client!, destination.BucketName!, backup) is { } kept && (backup.Length == 0 || kept.Overlaps(destination) || kept.Overlaps(source)))
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidArgument, $"The backup prefix '{backup}' overlaps the source or the destination: the next sync would take the backups for its own.");
        }

        if (source.Overlaps(destination))
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidArgument, $"'{source}' and '{destination}' overlap: one lies in the other.");
        }

        static void Refuse(bool wrong, string why)
        {
            if (wrong)
            {
                throw R2Exception.Invalid(R2ErrorCodes.InvalidArgument, why);
            }
        }

        static void Check(string setting, bool wrong, object? value, string range)
        {
            if (wrong)
            {
                throw R2Exception.OutOfRange(setting, value, range);
            }
        }
    }
}
