namespace R2.Models;

/// <summary>What a bucket holds, at its highest within a time.</summary>
public sealed record R2BucketStorage
{
    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>Number of objects.</summary>
    public long Objects { get; init; }

    /// <summary>Number of unfinished uploads.</summary>
    public long Uploads { get; init; }

    /// <summary>Bytes of their content.</summary>
    public long PayloadBytes { get; init; }

    /// <summary>Bytes of their metadata.</summary>
    public long MetadataBytes { get; init; }
}
