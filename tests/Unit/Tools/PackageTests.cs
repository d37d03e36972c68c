using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using R2.Unit.Support;

namespace R2.Unit.Tools;

public sealed class PackageTests : IDisposable
{
    private static readonly string s_module = Path.Combine(Repository.Root, "out", "R2");

    private static readonly string s_tool = Path.Combine(
        Repository.Root, "tools", "Package", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "R2.Package.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Package_OfEqualFiles_IsEqualByteForByte()
    {
        string first = await PackAsync(s_module, "first");
        string copy = Path.Combine(_folder, "copy", "R2");
        foreach (string file in Directory.EnumerateFiles(s_module, "*", SearchOption.AllDirectories).Reverse())
        {
            string target = Path.Combine(copy, Path.GetRelativePath(s_module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        string second = await PackAsync(copy, "second");

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public async Task Package_UnpackedIntoAnEmptyModulePath_IsImportedFromThereAndWorks()
    {
        string modules = Path.Combine(_folder, "modules");
        ZipFile.ExtractToDirectory(await PackAsync(s_module, "out"), Path.Combine(modules, "R2"));
        string script = Path.Combine(_folder, "use.ps1");
        await File.WriteAllTextAsync(
            script,
            """
            $ErrorActionPreference = 'Stop'
            "from $((Get-Module R2).ModuleBase)"
            $null = Start-R2Emulator; $null = New-R2Bucket -BucketName demo
            $null = 'packed and used' | Write-R2Object -BucketName demo -Key note.txt
            "read $(Read-R2Object -BucketName demo -Key note.txt -AsString)"
            """,
            TestContext.Current.CancellationToken);

        (int code, string output, string errors) = await ShellProcess.RunInstalledAsync(modules, script);

        Assert.Equal(("", 0), (errors, code));
        Assert.Contains($"from {Path.Combine(modules, "R2")}", output, StringComparison.Ordinal);
        Assert.Contains("read packed and used", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_Metadata_IsWhatTheGalleryShows()
    {
        using ZipArchive package = ZipFile.OpenRead(await PackAsync(s_module, "out", "https://github.com/example/r2", "0123abcd"));
        using Stream nuspec = package.GetEntry("R2.nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("R2", Value("id"));
        Assert.Equal("https://github.com/example/r2", Value("projectUrl"));
        Assert.Equal("https://github.com/example/r2/raw/0123abcd/docs/images/icon.png", Value("iconUrl"));
        Assert.All(["description", "authors", "copyright", "releaseNotes", "licenseUrl"], name => Assert.NotEmpty(Value(name)));
        string[] tags = Value("tags").Split(' ');
        Assert.All(["PSModule", "PSEdition_Core", "PSCmdlet_Write-R2Object", "PSCommand_Connect-R2"], tag => Assert.Contains(tag, tags));
    }

    [Fact]
    public async Task Package_Help_OpensThePagesOfTheRepositoryThatPublishes()
    {
        const string Address = "https://github.com/example/r2/blob/0123abcd/";
        string modules = Path.Combine(_folder, "modules");
        ZipFile.ExtractToDirectory(await PackAsync(s_module, "out", "https://github.com/example/r2", "0123abcd"), Path.Combine(modules, "R2"));
        string script = Path.Combine(_folder, "help.ps1");
        await File.WriteAllTextAsync(
            script,
            "Get-Command -Module R2 | ForEach-Object { $name = $_.Name; (Get-Help $name).relatedLinks.navigationLink | ForEach-Object { \"$name $($_.linkText) $($_.uri)\" } }",
            TestContext.Current.CancellationToken);

        (int code, string output, string errors) = await ShellProcess.RunInstalledAsync(modules, script);

        Assert.Equal(("", 0), (errors, code));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] pages = [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "help"), "*.md").Select(static page => Path.GetFileNameWithoutExtension(page)).Order()];
        IEnumerable<string> online = lines.Where(static line => line.Contains("Online Version:", StringComparison.Ordinal)).Order();
        Assert.Equal(pages.Select(static page => $"{page} Online Version: {Address}docs/help/{page}.md"), online);
        Assert.All(
            lines.Where(static line => line.Contains(Address, StringComparison.Ordinal)),
            static line => Assert.True(File.Exists(Path.Combine(Repository.Root, line.Split(Address)[1])), line));
    }

    [Fact]
    public async Task Package_BillOfMaterials_NamesEveryAssemblyWithItsHash()
    {
        using ZipArchive package = ZipFile.OpenRead(await PackAsync(s_module, "out"));
        using Stream bom = package.GetEntry("bom.cdx.json")!.Open();
        using JsonDocument document = JsonDocument.Parse(bom);
        Dictionary<string, string> hashes = document.RootElement.GetProperty("components").EnumerateArray().ToDictionary(
            static component => component.GetProperty("properties")[0].GetProperty("value").GetString()!,
            static component => component.GetProperty("hashes")[0].GetProperty("content").GetString()!);

        string[] assemblies = [.. Directory.EnumerateFiles(s_module, "*.dll", SearchOption.AllDirectories)];
        Assert.Equal(assemblies.Length, hashes.Count);
        Assert.All(assemblies, path => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), hashes[Path.GetRelativePath(s_module, path).Replace('\\', '/')]));
        JsonElement polly = document.RootElement.GetProperty("components").EnumerateArray().Single(static c => c.GetProperty("name").GetString() == "Polly.Core");
        Assert.Equal("BSD-3-Clause", polly.GetProperty("licenses")[0].GetProperty("expression").GetString());
        Assert.NotNull(package.GetEntry("bin/dependencies/Polly.Core.LICENSE"));
    }

    [Theory]
    [InlineData("no-such-folder", "R2.psd1")]
    public async Task Package_OfNoModule_SaysWhatIsMissing(string source, string named)
    {
        (int code, _, string errors) = await ShellProcess.RunProgramAsync("dotnet", s_tool, Path.Combine(_folder, source), _folder);

        Assert.Equal(1, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    private async Task<string> PackAsync(string source, string output, params string[] origin)
    {
        string folder = Path.Combine(_folder, output);
        (int code, _, string errors) = await ShellProcess.RunProgramAsync("dotnet", [s_tool, source, folder, .. origin]);
        Assert.Equal(("", 0), (errors, code));
        return Assert.Single(Directory.GetFiles(folder));
    }
}
