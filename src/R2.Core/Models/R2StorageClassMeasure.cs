namespace R2.Models;

/// <summary>How many objects of one storage class there are, and how many bytes they have.</summary>
public sealed record R2StorageClassMeasure
{
    /// <summary>Storage class, see <see cref="R2StorageClass"/>.</summary>
    public required string StorageClass { get; init; }

    /// <summary>Number of objects.</summary>
    public long Count { get; init; }

    /// <summary>Bytes of all of them.</summary>
    public long Size { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{StorageClass}: {Count} objects, {Size} bytes");
}
