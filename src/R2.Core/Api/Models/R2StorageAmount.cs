namespace R2.Models;

/// <summary>Objects and bytes.</summary>
public sealed record R2StorageAmount
{
    /// <summary>Number of objects.</summary>
    public long Objects { get; init; }

    /// <summary>Bytes of their content.</summary>
    public long PayloadBytes { get; init; }

    /// <summary>Bytes of their metadata.</summary>
    public long MetadataBytes { get; init; }

    /// <summary>Bytes that storage is charged for.</summary>
    public long Bytes => PayloadBytes + MetadataBytes;
}
