namespace R2.Models;

/// <summary>An object, as a listing shows it.</summary>
public sealed record R2Object
{
    /// <summary>Bucket that holds the object.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key of the object: up to 1,024 bytes of UTF-8, case-sensitive.</summary>
    public required string Key { get; init; }

    /// <summary>Always null: a <see cref="R2Prefix"/> of the same listing has one.</summary>
    public string? Prefix { get; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Entity tag without its quotes: the MD5 of a single upload, or <c>MD5-of-MD5s-N</c> of one in N parts.</summary>
    public string? ETag { get; init; }

    /// <summary>When the object was written, in UTC.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Storage class, see <see cref="R2StorageClass"/>.</summary>
    public string StorageClass { get; init; } = R2StorageClass.Standard;

    /// <inheritdoc/>
    public override string ToString() => Key;
}
