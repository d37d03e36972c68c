namespace R2;

/// <summary>What a temporary credential may do, in Cloudflare's four sizes.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/api/s3/temporary-credentials/#scope</remarks>
public enum R2AccessLevel
{
    /// <summary>Read and list objects.</summary>
    ObjectReadOnly,

    /// <summary>Read, write and list objects.</summary>
    ObjectReadWrite,

    /// <summary>Read and list objects, and look at the bucket's configuration.</summary>
    AdminReadOnly,

    /// <summary>Read, write and list objects, and change the bucket's configuration.</summary>
    AdminReadWrite,
}
