using System.Globalization;

namespace R2.ImportBenchmark;

/// <summary>
/// What each step of an import adds, by Import-Module alone inside fresh processes in turn: copies of the module whose manifests leave something out,
/// and the first request after the import.
/// </summary>
internal static class Phases
{
    private const int Rounds = 11;

    private const string FirstRequest = """
        $null = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential ([pscredential]::new('AKIDEXAMPLE', (ConvertTo-SecureString 'unused-secret' -AsPlainText))) -BucketName bucket -Option @{ RetryMaxAttempts = 1 }
        try { $null = Test-R2Object k } catch { }
        """;

    public static int Run(string module, Host host)
    {
        string folder = Directory.CreateTempSubdirectory("r2-import-").FullName;
        try
        {
            List<(string Name, string Script, List<PhaseTime> Times)> phases = [.. Scripts(module, folder).Select(static phase => (phase.Name, phase.Script, new List<PhaseTime>()))];
            for (int round = -1; round < Rounds; round++)
            {
                foreach ((_, string script, List<PhaseTime> times) in phases)
                {
                    PhaseTime time = PhaseTime.Of(host, script);
                    times.AddRange(round < 0 ? [] : [time]);
                }
            }

            Print(host, phases);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, string Script)> Scripts(string module, string folder)
    {
        string root = Path.GetDirectoryName(module)!;
        yield return ("nothing", "");
        yield return ("a manifest of four lines, no assembly", Import(Variant(root, folder, "empty", static _ => "@{\nModuleVersion = '1.0'\nFunctionsToExport = @(); CmdletsToExport = @()\n}")));
        yield return ("the assembly, no manifest", Import(Path.Combine(root, "bin", "R2.Cmdlets.dll")));
        yield return ("manifest and assembly", Import(Variant(root, folder, "bare", static text => Without(Without(text, "FormatsToProcess"), "TypesToProcess"))));
        yield return ("… and the types", Import(Variant(root, folder, "types", static text => Without(text, "FormatsToProcess"))));
        yield return ("… and the formats: the module", Import(module));
        yield return ("… and a first request, to a closed port", Import(module) + FirstRequest);
    }

    private static string Import(string path) => $"Import-Module '{path.Replace("'", "''", StringComparison.Ordinal)}'\n";

    private static string Without(string manifest, string setting) =>
        string.Join('\n', manifest.Split('\n').Where(line => !line.TrimStart().StartsWith(setting, StringComparison.Ordinal)));

    private static string Variant(string root, string folder, string name, Func<string, string> change)
    {
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, name, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        string manifest = Path.Combine(folder, name, "R2.psd1");
        File.WriteAllText(manifest, change(File.ReadAllText(manifest)));
        return manifest;
    }

    private static void Print(Host host, List<(string Name, string Script, List<PhaseTime> Times)> phases)
    {
        Console.WriteLine($"| {host.Name}, imported | fastest | median | processor time, least | methods compiled | working set |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach ((string name, _, List<PhaseTime> times) in phases)
        {
            PhaseTime median = times.OrderBy(static t => t.Milliseconds).ElementAt(times.Count / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {times.Min(static t => t.Milliseconds):F0} ms | {median.Milliseconds:F0} ms | {times.Min(static t => t.Processor):F0} ms | {median.Methods:F0} | {median.WorkingSetMebibytes:F0} MiB |"));
        }
    }
}
