using System.Globalization;

namespace R2.TransferBenchmark;

/// <summary>What the command line asks for.</summary>
internal sealed record RunOptions
{
    public IReadOnlyList<string> Scenarios { get; private init; } = Suite.Defaults;

    /// <summary>Sides to run; empty for all that are installed.</summary>
    public IReadOnlyList<string> Sides { get; private init; } = [];

    public int Rounds { get; private init; } = 5;

    public long Bytes { get; private init; } = 2L << 30;

    /// <summary>Sizes of the scenario 'growth'.</summary>
    public (long Small, long Large) Growth { get; private init; } = (1L << 30, 8L << 30);

    public long PipeBytes { get; private init; } = 1L << 30;

    public int Files { get; private init; } = 10_000;

    public int Keys { get; private init; } = 1_000_000;

    /// <summary>Files of 'sync-same'.</summary>
    public int SyncFiles { get; private init; } = 100_000;

    public int Concurrency { get; private init; } = 16;

    /// <summary>Another S3 server for the scenarios 's3-…', 'sync-same' and 'sync-new', with R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY; the emulator where it is left out.</summary>
    public string? Endpoint { get; private init; }

    /// <summary>That server.</summary>
    public S3Endpoint Other => new(Endpoint!, Environment.GetEnvironmentVariable("R2_ACCESS_KEY_ID")!, Environment.GetEnvironmentVariable("R2_SECRET_ACCESS_KEY")!, null, HasSemantics: true);

    /// <summary>Path of pwsh, to measure there too.</summary>
    public string? Pwsh { get; private init; }

    /// <summary>Folder for everything; on a memory file system.</summary>
    public string Folder { get; private init; } = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"r2-transfers-{Environment.ProcessId}");

    public static RunOptions Parse(string[] arguments)
    {
        RunOptions options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] == "--mini" ? options.Mini() : options.With(arguments[i], i + 1 < arguments.Length ? arguments[++i] : throw new ArgumentException($"{arguments[i]} wants a value."));
        }

        return options;
    }

    private RunOptions With(string name, string value) => name switch
    {
        "--scenarios" => this with { Scenarios = value.Split(',') },
        "--sides" => this with { Sides = value.Split(',') },
        "--rounds" => this with { Rounds = Number(value) },
        "--mib" => this with { Bytes = (long)Number(value) << 20 },
        "--growth-mib" => this with { Growth = ((long)Number(value.Split('-')[0]) << 20, (long)Number(value.Split('-')[1]) << 20) },
        "--pipe-mib" => this with { PipeBytes = (long)Number(value) << 20 },
        "--files" => this with { Files = Number(value) },
        "--keys" => this with { Keys = Number(value) },
        "--sync-files" => this with { SyncFiles = Number(value) },
        "--concurrency" => this with { Concurrency = Number(value) },
        "--endpoint" => this with { Endpoint = value.TrimEnd('/') },
        "--pwsh" => this with { Pwsh = value },
        "--folder" => this with { Folder = Path.GetFullPath(value) },
        _ => throw new ArgumentException($"There is no option {name}."),
    };

    /// <summary>Small and quick, to see that everything runs; the figures mean nothing.</summary>
    private RunOptions Mini() => this with { Rounds = 1, Bytes = 128 << 20, Growth = (128 << 20, 256 << 20), PipeBytes = 64 << 20, Files = 50, Keys = 5000, SyncFiles = 2000 };

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
