using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NuGet.Packaging;

namespace R2.Package;

/// <summary>
/// What the module is made of, as CycloneDX: each assembly with its hash, others' with version and licence. Without a serial number and a time,
/// which may be left out, so that equal modules have equal bills. https://cyclonedx.org/docs/1.6/json/
/// </summary>
internal static class BillOfMaterials
{
    public const string FileName = "bom.cdx.json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    public static byte[] Create(string root, ModuleManifest manifest, Origin? origin)
    {
        JsonObject module = Component("application", "R2", manifest.Version, "MIT", $"pkg:nuget/R2@{manifest.Version}?repository_url=https://www.powershellgallery.com/api/v2");
        if (origin is not null)
        {
            module["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "vcs", ["url"] = origin.Repository.AbsoluteUri, ["comment"] = origin.Commit });
        }

        string[] assemblies = [.. Directory.EnumerateFiles(root, "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        JsonObject[] components = [.. assemblies.Select(path => Assembly(root, path, manifest))];
        JsonObject bill = new()
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = module },
            ["components"] = new JsonArray(components),
            ["dependencies"] = new JsonArray(new JsonObject
            {
                ["ref"] = module["bom-ref"]!.GetValue<string>(),
                ["dependsOn"] = new JsonArray([.. components.Select(static component => (JsonNode)component["bom-ref"]!.GetValue<string>())]),
            }),
        };
        return JsonSerializer.SerializeToUtf8Bytes(bill, s_indented);
    }

    private static JsonObject Assembly(string root, string path, ModuleManifest manifest)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        JsonObject component = name.StartsWith("R2.", StringComparison.Ordinal)
            ? Component("library", name, manifest.Version, "MIT", $"pkg:generic/{name}@{manifest.Version}")
            : Foreign(name);
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) });
        component["properties"] = new JsonArray(new JsonObject { ["name"] = "file", ["value"] = Path.GetRelativePath(root, path).Replace('\\', '/') });
        return component;
    }

    /// <summary>The version that the build restored and the licence that its package states.</summary>
    private static JsonObject Foreign(string name)
    {
        string version = RestoredVersions.Of(name);
        NuspecReader nuspec = new(Path.Combine(RestoredVersions.PackagesFolder, name.ToLowerInvariant(), version, $"{name.ToLowerInvariant()}.nuspec"));
        string licence = nuspec.GetLicenseMetadata()?.License ?? throw new InvalidDataException($"The package {name} {version} names no licence by its SPDX id.");
        return Component("library", name, version, licence, $"pkg:nuget/{name}@{version}");
    }

    private static JsonObject Component(string type, string name, string version, string licence, string address) => new()
    {
        ["type"] = type,
        ["bom-ref"] = address,
        ["name"] = name,
        ["version"] = version,
        ["licenses"] = new JsonArray(new JsonObject { ["expression"] = licence }),
        ["purl"] = address,
    };
}
