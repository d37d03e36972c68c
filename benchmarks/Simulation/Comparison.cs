using System.Diagnostics;
using System.Globalization;
using R2.Emulator;

namespace R2.SimulationBenchmark;

/// <summary>Processes of the modes in turn, each against one emulator in this process, so that none pays for it.</summary>
internal static class Comparison
{
    private static readonly string[] s_coreWorkloads = ["small", "mix", "upload"];

    public static int Run(RunOptions options)
    {
        try
        {
            MakeFiles(options);
            foreach (string workload in options.Workloads)
            {
                foreach (int warmups in options.Warmups)
                {
                    Compare(options, workload, warmups);
                }
            }
        }
        finally
        {
            Directory.Delete(options.Folder, recursive: true);
        }

        return 0;
    }

    private static void Compare(RunOptions options, string workload, int warmups)
    {
        using R2EmulatorServer emulator = R2EmulatorServer.Start(new R2EmulatorOptions
        {
            Buckets = [Workload.Bucket],
            StorePath = Path.Combine(options.Folder, "store"),
        });
        string recording = Path.Combine(options.Folder, "recording");
        // Also warms the emulator up.
        _ = Measure(options, emulator, workload, Mode.Record, 0, recording);
        Directory.Move(recording + "-0", recording);
        int requests = File.ReadLines(Path.Combine(recording, "recording.jsonl")).Count() - 2;
        Dictionary<Mode, List<Measurement>> all = options.Modes.ToDictionary(static m => m, static _ => new List<Measurement>());
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (Mode mode in options.Modes)
            {
                all[mode].Add(Measure(options, emulator, workload, mode, warmups, recording));
                RemoveRecordings(recording);
            }
        }

        Directory.Delete(recording, recursive: true);
        Print($"{workload}, {requests} requests, {(warmups == 0 ? "fresh process" : "warm process")}", all);
    }

    private static Measurement Measure(RunOptions options, R2EmulatorServer emulator, string workload, Mode mode, int warmups, string recording)
    {
        string[] job = [workload, mode.ToString(), warmups.ToString(CultureInfo.InvariantCulture), recording, options.Folder];
        ProcessStartInfo start = s_coreWorkloads.Contains(workload)
            ? new("dotnet", [Environment.GetCommandLineArgs()[0], "--side", .. job, options.MiB.ToString(CultureInfo.InvariantCulture)])
            : options.Pwsh is { } pwsh ? new(pwsh, ["-NoProfile", "-NonInteractive", "-File", Script, .. job]) : new("dotnet", [Shell, Script, .. job]);
        start.Environment["R2_ENDPOINT"] = emulator.Endpoint.AbsoluteUri;
        start.Environment["R2_ACCESS_KEY_ID"] = emulator.AccessKeyId;
        start.Environment["R2_SECRET_ACCESS_KEY"] = emulator.SecretAccessKey;
        start.Environment["R2_BUCKET"] = Workload.Bucket;
        start.Environment["R2_MODULE"] = Path.Combine(Root, "out", "R2", "R2.psd1");
        return Measurement.Of(start);
    }

    private static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Script => Path.Combine(AppContext.BaseDirectory, "Side.ps1");

    /// <summary>Of the same configuration as this program.</summary>
    private static string Shell { get; } = Path.Combine(
        Root, "tools", "Shell", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "R2.Shell.dll");

    private static string FindRoot(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "R2.psd1")) && Directory.Exists(Path.Combine(folder.FullName, "src"))
        ? folder.FullName
        : FindRoot(folder.Parent!);

    private static void MakeFiles(RunOptions options)
    {
        Directory.CreateDirectory(Path.Combine(options.Folder, "files"));
        Directory.CreateDirectory(Path.Combine(options.Folder, "down"));
        byte[] bytes = new byte[Workload.LargeBytes];
        new Random(6).NextBytes(bytes);
        File.WriteAllBytes(Workload.LargeFile(options.Folder), bytes);
        for (int i = 0; i < Workload.Objects; i++)
        {
            File.WriteAllBytes(Workload.FileOf(options.Folder, i), bytes.AsSpan(i * 4096, Workload.SizeOf(i)));
        }

        using FileStream upload = File.Create(Workload.UploadFile(options.Folder, options.MiB));
        for (long left = options.Workloads.Contains("upload") ? (long)options.MiB << 20 : 0; left > 0; left -= bytes.Length)
        {
            upload.Write(bytes, 0, (int)Math.Min(left, bytes.Length));
        }
    }

    private static void RemoveRecordings(string recording)
    {
        foreach (string folder in Directory.GetDirectories(Path.GetDirectoryName(recording)!, Path.GetFileName(recording) + "-*"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string title, Dictionary<Mode, List<Measurement>> all)
    {
        Console.WriteLine($"**{title}**\n\n| mode | fastest | median | × live | CPU, median | × live |\n|---|---:|---:|---:|---:|---:|");
        Measurement reference = Measurement.Median(all.First().Value);
        foreach ((Mode mode, List<Measurement> runs) in all)
        {
            Measurement median = Measurement.Median(runs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {mode.ToString().ToLowerInvariant()} | {runs.Min(static r => r.Seconds):F3} s | {median.Seconds:F3} s | {median.Seconds / reference.Seconds:F2} | {median.Processor:F2} s | {median.Processor / reference.Processor:F2} |"));
        }

        Console.WriteLine();
    }
}
