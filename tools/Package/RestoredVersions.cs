using System.Reflection;
using System.Text.Json;

namespace R2.Package;

/// <summary>The versions of others' packages, from the lock file of the one project that brings them into the module.</summary>
internal static class RestoredVersions
{
    public static string PackagesFolder { get; } = Metadata("PackagesFolder");

    /// <exception cref="InvalidDataException">The lock file does not know the package.</exception>
    public static string Of(string package)
    {
        string path = Metadata("LockFile");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (JsonProperty framework in document.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            if (framework.Value.TryGetProperty(package, out JsonElement entry))
            {
                return entry.GetProperty("resolved").GetString()!;
            }
        }

        throw new InvalidDataException($"'{path}' does not know {package}, which lies in the module.");
    }

    private static string Metadata(string key) =>
        typeof(RestoredVersions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
