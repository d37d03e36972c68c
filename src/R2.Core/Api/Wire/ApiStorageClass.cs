using System.Diagnostics.CodeAnalysis;
using R2.Models;

namespace R2.Api;

/// <summary>Storage classes by the names that Cloudflare's API gives them.</summary>
internal static class ApiStorageClass
{
    [return: NotNullIfNotNull(nameof(storageClass))]
    public static string? ToApi(string? storageClass) => storageClass switch
    {
        null => null,
        R2StorageClass.Standard => "Standard",
        R2StorageClass.StandardInfrequentAccess => "InfrequentAccess",
        _ => throw R2Exception.OutOfRange("StorageClass", storageClass, $"{R2StorageClass.Standard} or {R2StorageClass.StandardInfrequentAccess}"),
    };

    public static string? FromApi(string? storageClass) => storageClass switch
    {
        "Standard" => R2StorageClass.Standard,
        "InfrequentAccess" => R2StorageClass.StandardInfrequentAccess,
        _ => storageClass,
    };
}
