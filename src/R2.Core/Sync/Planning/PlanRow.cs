using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>What is to be done with one key.</summary>
/// <param name="Action">What; null where both ends have the same, or where nobody asked to delete.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">What the source has.</param>
/// <param name="Destination">What the destination has; of a rename, what it has under the other key.</param>
internal sealed record PlanRow(R2SyncActionKind? Action, R2SyncReason Reason, SyncEntry? Source, SyncEntry? Destination)
{
    /// <summary>Why it cannot be done.</summary>
    public R2Exception? Error { get; init; }

    /// <summary>MD5 of the file in hexadecimal digits, where it has been read already.</summary>
    public string? Md5 { get; init; }

    /// <summary>Of a file that is deleted: how many of the folders above it stay, whatever is left in them.</summary>
    public int FoldersKept { get; init; }

    public string Key => Source?.Key ?? Destination!.Key;

    /// <summary>Whether bytes are moved, so that it counts for the progress.</summary>
    public bool Moves => Action is R2SyncActionKind.Upload or R2SyncActionKind.Download or R2SyncActionKind.Copy or R2SyncActionKind.Rename or R2SyncActionKind.UpdateMetadata;

    /// <summary>Bytes to be moved.</summary>
    public long Bytes => Action is R2SyncActionKind.Upload or R2SyncActionKind.Download or R2SyncActionKind.Copy ? Source!.Size : 0;

    public string Sigil => Error is not null || Reason is R2SyncReason.Unreadable or R2SyncReason.Collision ? "!"
        : Reason == R2SyncReason.Equal ? "="
        : Action == R2SyncActionKind.Rename ? "+"
        : Destination is null ? "+"
        : Source is null ? "-"
        : "*";

    public PlanRow Failing(R2Exception error) => this with { Action = R2SyncActionKind.Failed, Error = error };
}
