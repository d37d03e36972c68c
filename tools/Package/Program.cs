using R2.Package;

// R2.Package <folder of the module> <folder for the package> [address of the repository that publishes] [commit]
if (args is not [string source, string output, .. string[] origin] || origin.Length > 2)
{
    Console.Error.WriteLine("usage: R2.Package <folder of the module> <folder for the package> [address of the repository] [commit]");
    return 2;
}

try
{
    ModuleManifest manifest = ModuleManifest.Read(Path.Combine(source, "R2.psd1"));
    string path = ModulePackage.Write(source, output, manifest, Origin.Parse(origin.ElementAtOrDefault(0), origin.ElementAtOrDefault(1)));
    Console.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
