namespace R2.Models;

/// <summary>Options of CreateBucket.</summary>
public sealed record CreateBucketOptions
{
    /// <summary>Location hint: wnam, enam, weur, eeur, apac or oc; R2 chooses where null. Source: https://developers.cloudflare.com/r2/reference/data-location/</summary>
    public string? LocationHint { get; init; }

    /// <summary>Storage class of objects that name none, see <see cref="R2StorageClass"/>.</summary>
    public string? StorageClass { get; init; }
}
