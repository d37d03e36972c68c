namespace R2.Models;

/// <summary>A common prefix: what a listing with a delimiter shows in place of the keys below it.</summary>
public sealed record R2Prefix
{
    /// <summary>Bucket that was listed.</summary>
    public required string BucketName { get; init; }

    /// <summary>Always null, as all that follows but the prefix: rows of one listing have the same properties.</summary>
    public string? Key { get; }

    /// <summary>The prefix, with the delimiter at its end.</summary>
    public required string Prefix { get; init; }

    /// <summary>Always null.</summary>
    public long? Size { get; }

    /// <summary>Always null.</summary>
    public string? ETag { get; }

    /// <summary>Always null.</summary>
    public DateTimeOffset? LastModified { get; }

    /// <summary>Always null.</summary>
    public string? StorageClass { get; }

    /// <inheritdoc/>
    public override string ToString() => Prefix;
}
