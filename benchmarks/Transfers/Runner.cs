using R2.TransferBenchmark.Sides;

namespace R2.TransferBenchmark;

/// <summary>Runs the scenarios: every round each side once, so that a busy machine is as busy for all of them.</summary>
internal static class Runner
{
    public static async Task<int> RunAsync(RunOptions options)
    {
        using Workspace workspace = new(options.Folder);
        Side[] sides = [.. AllSides(options).Where(side => side.IsInstalled && (options.Sides.Count == 0 || options.Sides.Contains(side.Name)))];
        Console.WriteLine($"Sides: {string.Join(", ", sides.Select(static side => side.Name))}; {options.Rounds} rounds; {Environment.ProcessorCount} processors; {DateTime.UtcNow:u}");
        await foreach (Scenario scenario in Suite.CreateAsync(options, workspace).ConfigureAwait(false))
        {
            Console.WriteLine(await MeasureAsync(scenario, sides, options.Rounds).ConfigureAwait(false));
        }

        return 0;
    }

    private static async Task<Table> MeasureAsync(Scenario scenario, Side[] sides, int rounds)
    {
        Table table = new(scenario);
        for (int round = 0; round < rounds; round++)
        {
            foreach (Side side in sides)
            {
                if (side.Start(scenario.Job) is not { } transfer || side.Start(scenario.Job with { Operation = Operation.Idle }) is not { } idle)
                {
                    continue;
                }

                scenario.Prepare();
                Sample bare = TimedProcess.Run(idle, scenario.Job.Endpoint, null);
                _ = scenario.Count?.Invoke();
                Sample sample = TimedProcess.Run(transfer, scenario.Job.Endpoint, scenario.Job.Operation == Operation.Pipe ? scenario.Job.Path : null);
                RequestCount? requests = scenario.Count?.Invoke();
                await scenario.Check(round == 0).ConfigureAwait(false);
                table.Add(side.Name, sample, bare, requests);
            }
        }

        scenario.Prepare();
        return table;
    }

    private static IEnumerable<Side> AllSides(RunOptions options)
    {
        string repository = Repository();
        yield return new CurlSide();
        string shell = Shell();
        yield return Engine();
        yield return new EngineSide("engine (all read)", shell) { CompareBy = "Checksum" };
        yield return new EngineSide("engine (size)", shell) { CompareBy = "Size" };
        yield return new EngineSide("engine (Write-R2Object)", shell) { SyncsByWriting = true };
        if (options.Pwsh is { } pwsh)
        {
            yield return new EngineSide("pwsh", pwsh, "-NoProfile", "-NonInteractive", "-File");
        }

        Environment.SetEnvironmentVariable("R2_MODULE", Path.Combine(repository, "out", "R2", "R2.psd1"));
        yield return new DotNetSide("R2.Core", "r2");
        yield return new RcloneSide("rclone");
        yield return new RcloneSide("rclone --checksum", "--checksum");
        yield return new RcloneSide("rclone --size-only", "--size-only");
        yield return new S5cmdSide();
        yield return new AwsCliSide();
        yield return new DotNetSide("AWSSDK", "awssdk");
        yield return new DotNetSide("Minio", "minio");
    }

    /// <summary>The module by its defaults.</summary>
    public static EngineSide Engine() => new("engine", Shell());

    private static string Shell() => Path.Combine(Repository(), "tools", "Shell", "bin", "Release", "net10.0", "R2.Shell");

    private static string Repository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "R2.PowerShell.slnx")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new DirectoryNotFoundException("Run it from within the repository that it was built in.");
    }
}
