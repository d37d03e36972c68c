namespace R2;

/// <summary>What a sync did with one key, or would do.</summary>
public sealed record R2SyncAction
{
    /// <summary>What is done.</summary>
    public required R2SyncActionKind Action { get; init; }

    /// <summary>Why.</summary>
    public required R2SyncReason Reason { get; init; }

    /// <summary>As rclone marks it: <c>+</c> only at the source, <c>-</c> only at the destination, <c>*</c> differs, <c>=</c> the same, <c>!</c> an error.</summary>
    public required string Sigil { get; init; }

    /// <summary>Key, relative to both ends.</summary>
    public required string Key { get; init; }

    /// <summary>Full path of the file; null between buckets.</summary>
    public string? Path { get; init; }

    /// <summary>Size in bytes: of the source, or of what is deleted.</summary>
    public long Size { get; init; }

    /// <summary>Entity tag at the source, where that is a bucket.</summary>
    public string? SourceETag { get; init; }

    /// <summary>Entity tag at the destination, as it was found, where that is a bucket.</summary>
    public string? DestinationETag { get; init; }

    /// <summary>The key that the destination had it under, of a rename.</summary>
    public string? RenamedFrom { get; init; }

    /// <summary>Whether it has been done.</summary>
    public bool Done { get; init; }

    /// <summary>Why it could not be done.</summary>
    public R2Exception? Error { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Sigil} {Key}";
}
