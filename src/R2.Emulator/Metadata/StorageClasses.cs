using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Metadata;

/// <summary>The storage classes of R2: STANDARD and STANDARD_IA.</summary>
internal static class StorageClasses
{
    public const string Standard = "STANDARD";

    public const string InfrequentAccess = "STANDARD_IA";

    /// <summary>The class that a request names, or the default.</summary>
    public static string Read(S3Request request, string byDefault = Standard) => request.Header("x-amz-storage-class") switch
    {
        null => byDefault,
        Standard => Standard,
        InfrequentAccess => InfrequentAccess,
        _ => throw new S3Exception(400, "InvalidStorageClass", "The storage class specified is not valid."),
    };
}
