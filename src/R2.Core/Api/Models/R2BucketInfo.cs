namespace R2.Models;

/// <summary>A bucket as Cloudflare's own API describes it.</summary>
/// <remarks>Source: https://developers.cloudflare.com/api/resources/r2/subresources/buckets/</remarks>
public sealed record R2BucketInfo
{
    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>Region that its objects are kept in, for example <c>WEUR</c>.</summary>
    public string? Location { get; init; }

    /// <summary>Storage class of objects that name none, see <see cref="R2StorageClass"/>.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Jurisdiction, for example <c>eu</c>; <c>default</c> for none.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Whether uploads are taken near the client, where that was asked for; otherwise null.</summary>
    public bool? LocalUploads { get; init; }
}
