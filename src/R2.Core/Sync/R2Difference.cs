namespace R2;

/// <summary>One key, and how both ends differ in it.</summary>
public sealed record R2Difference
{
    /// <summary>As rclone marks it: <c>+</c> only at the source, <c>-</c> only at the destination, <c>*</c> differs, <c>=</c> the same, <c>!</c> an error.</summary>
    public required string Sigil { get; init; }

    /// <summary>How they differ.</summary>
    public required R2SyncReason Reason { get; init; }

    /// <summary>Key, relative to both ends.</summary>
    public required string Key { get; init; }

    /// <summary>Full path of the file; null between buckets.</summary>
    public string? Path { get; init; }

    /// <summary>Size at the source in bytes; null where it is not there.</summary>
    public long? SourceSize { get; init; }

    /// <summary>Size at the destination in bytes; null where it is not there.</summary>
    public long? DestinationSize { get; init; }

    /// <summary>Entity tag at the source, where that is a bucket.</summary>
    public string? SourceETag { get; init; }

    /// <summary>Entity tag at the destination, where that is a bucket.</summary>
    public string? DestinationETag { get; init; }

    /// <summary>When the file at the source was written to, or the object was stored, in UTC.</summary>
    public DateTimeOffset? SourceModified { get; init; }

    /// <summary>When the file at the destination was written to, or the object was stored, in UTC.</summary>
    public DateTimeOffset? DestinationModified { get; init; }

    /// <summary>The source: a path, or <c>r2://bucket/prefix</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The destination: a path, or <c>r2://bucket/prefix</c>.</summary>
    public required string Destination { get; init; }

    /// <summary>The server of the source; null of a folder.</summary>
    public string? SourceEndpoint { get; init; }

    /// <summary>The server of the destination; null of a folder.</summary>
    public string? DestinationEndpoint { get; init; }

    /// <summary>Why they could not be compared.</summary>
    public R2Exception? Error { get; init; }

    /// <summary>As a line of rclone's <c>--combined</c>.</summary>
    public override string ToString() => $"{Sigil} {Key}";
}
