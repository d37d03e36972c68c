namespace R2.Models;

/// <summary>Storage classes of R2, spelled as in the <c>x-amz-storage-class</c> header.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/storage-classes/</remarks>
public static class R2StorageClass
{
    /// <summary>Frequent access, the default.</summary>
    public const string Standard = "STANDARD";

    /// <summary>Infrequent access: cheaper to keep, dearer to read, billed for 30 days at least.</summary>
    public const string StandardInfrequentAccess = "STANDARD_IA";
}
