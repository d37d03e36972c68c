using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace R2.Package;

/// <summary>The module as the PowerShell Gallery takes it: a NuGet package with the module's files at its root. Equal files make equal packages, byte for byte.</summary>
internal static class ModulePackage
{
    // 1 January 1980, where the calendar of zip begins: any fixed moment will do. https://reproducible-builds.org/docs/source-date-epoch/
    private const string Timestamp = "315532800";

    public static string Write(string source, string output, ModuleManifest manifest, Origin? origin)
    {
        PackageBuilder package = new(deterministic: true)
        {
            DeterministicTimestamp = Timestamp,
            Id = "R2",
            Version = NuGetVersion.Parse(manifest.Version),
            Description = manifest.Description,
            ReleaseNotes = manifest.ReleaseNotes,
            Copyright = manifest.Copyright,
            LicenseUrl = new Uri(manifest.LicenseUri),
        };
        package.Authors.Add(manifest.Author);
        package.Owners.Add(manifest.Author);
        package.Tags.AddRange(Tags(manifest));
        if (origin is not null)
        {
            package.ProjectUrl = origin.Repository;
            package.IconUrl = origin.File("docs/images/icon.png");
            package.Repository = new RepositoryMetadata("git", origin.Repository.AbsoluteUri, "", origin.Commit ?? "");
        }

        string root = Path.GetFullPath(source);
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Path.GetRelativePath(root, file);
            package.Files.Add(origin is not null && path.Replace('\\', '/') == OnlineHelp.Path
                ? new PhysicalPackageFile(new MemoryStream(OnlineHelp.Link(File.ReadAllText(file), origin))) { TargetPath = path }
                : new PhysicalPackageFile { SourcePath = file, TargetPath = path });
        }

        byte[] bill = BillOfMaterials.Create(root, manifest, origin);
        package.Files.Add(new PhysicalPackageFile(new MemoryStream(bill)) { TargetPath = BillOfMaterials.FileName });
        string written = Path.Combine(output, $"{package.Id}.{package.Version}.nupkg");
        Directory.CreateDirectory(output);
        using FileStream stream = File.Create(written);
        package.Save(stream);
        return written;
    }

    // What Publish-PSResource adds, and the Gallery's search goes by:
    // https://learn.microsoft.com/powershell/gallery/concepts/package-manifest-affecting-ui
    private static IEnumerable<string> Tags(ModuleManifest manifest) =>
        [.. manifest.Tags, "PSModule", "PSIncludes_Cmdlet", .. manifest.Cmdlets.SelectMany(static name => new[] { $"PSCmdlet_{name}", $"PSCommand_{name}" })];
}
