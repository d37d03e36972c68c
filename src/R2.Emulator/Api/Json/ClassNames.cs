using R2.Emulator.Metadata;

namespace R2.Emulator.Api.Json;

/// <summary>Storage classes, which the API names otherwise than S3.</summary>
internal static class ClassNames
{
    private const string Standard = "Standard";
    private const string InfrequentAccess = "InfrequentAccess";

    public static string ToApi(string storageClass) => storageClass == StorageClasses.Standard ? Standard : InfrequentAccess;

    public static string ToS3(ApiField? field) => ToS3(field?.TextOf(Standard, InfrequentAccess) ?? Standard)!;

    /// <summary>Null if there is no such class.</summary>
    public static string? ToS3(string? name) => name switch
    {
        Standard => StorageClasses.Standard,
        InfrequentAccess => StorageClasses.InfrequentAccess,
        _ => null,
    };
}
