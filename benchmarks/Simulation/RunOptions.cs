using System.Globalization;

namespace R2.SimulationBenchmark;

/// <summary>What the command line asks for.</summary>
internal sealed record RunOptions
{
    /// <summary>What is run: small, mix and upload in R2.Core, commands, pipelines and piped-upload in the engine.</summary>
    public IReadOnlyList<string> Workloads { get; private init; } = ["small", "mix", "commands", "pipelines"];

    public IReadOnlyList<Mode> Modes { get; private init; } = [Mode.Live, Mode.Record, Mode.Replay];

    /// <summary>Runs of the same in the same process before the one that is measured: 0 for a fresh process.</summary>
    public IReadOnlyList<int> Warmups { get; private init; } = [0, 2];

    public int Rounds { get; private init; } = 5;

    /// <summary>Size of the one object of the workload 'upload'.</summary>
    public int MiB { get; private init; } = 1024;

    /// <summary>Program that runs scripts; tools/Shell when left out.</summary>
    public string? Pwsh { get; private init; }

    /// <summary>Folder for everything; on a memory file system.</summary>
    public string Folder { get; private init; } = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"r2-simulation-{Environment.ProcessId}");

    public static RunOptions Parse(string[] arguments)
    {
        RunOptions options = new();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            options = options.With(arguments[i], i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} wants a value."));
        }

        return options;
    }

    private RunOptions With(string name, string value) => name switch
    {
        "--workloads" => this with { Workloads = value.Split(',') },
        "--modes" => this with { Modes = [.. value.Split(',').Select(static m => Enum.Parse<Mode>(m, ignoreCase: true))] },
        "--warmups" => this with { Warmups = [.. value.Split(',').Select(Number)] },
        "--rounds" => this with { Rounds = Number(value) },
        "--mib" => this with { MiB = Number(value) },
        "--pwsh" => this with { Pwsh = value },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        _ => throw new ArgumentException($"There is no option {name}."),
    };

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
