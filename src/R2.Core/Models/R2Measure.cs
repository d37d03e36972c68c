namespace R2.Models;

/// <summary>How many objects there are under a prefix, and how many bytes they have.</summary>
public sealed record R2Measure
{
    private readonly IReadOnlyList<R2StorageClassMeasure> _storageClasses = TextList<R2StorageClassMeasure>.Of([]);

    /// <summary>Bucket of the objects; null where they are of several.</summary>
    public string? BucketName { get; init; }

    /// <summary>What their keys begin with; empty for all of the bucket.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Number of objects.</summary>
    public long Count { get; init; }

    /// <summary>Bytes of all of them.</summary>
    public long Size { get; init; }

    /// <summary>Share of these bytes in all that were counted, 0 to 1, where it is one of several parts; null for what was counted alone.</summary>
    public double? Share { get; init; }

    /// <summary>The same by storage class, in the order of the names; what there is none of is left out.</summary>
    public IReadOnlyList<R2StorageClassMeasure> StorageClasses
    {
        get => _storageClasses;
        init => _storageClasses = TextList<R2StorageClassMeasure>.Of(value);
    }

    /// <summary>When the oldest of them was written, in UTC; null where there is none.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>When the newest of them was written, in UTC; null where there is none.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{BucketName}/{Prefix}: {Count} objects, {Size} bytes");
}
