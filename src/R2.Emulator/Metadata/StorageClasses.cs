using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Metadata;

/// <summary>STANDARD and STANDARD_IA, the two that R2 has.</summary>
internal static class StorageClasses
{
    public const string Standard = "STANDARD";

    /// <summary>The class that a request names, or what holds where it names none.</summary>
    public static string Read(S3Request request, string byDefault = Standard) => request.Header("x-amz-storage-class") switch
    {
        null => byDefault,
        Standard => Standard,
        "STANDARD_IA" => "STANDARD_IA",
        _ => throw new S3Exception(400, "InvalidStorageClass", "The storage class specified is not valid."),
    };
}
