using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>The module as a user runs it: out/R2 imported into an engine, the script Side.ps1 run in it.</summary>
internal sealed class EngineSide(string name, string program, params string[] before) : Side(name)
{
    public override bool IsInstalled => File.Exists(program);

    public override ProcessStartInfo? Start(Job job)
    {
        ProcessStartInfo start = Process(
            program,
            [
                .. before, Path.Combine(AppContext.BaseDirectory, "Side.ps1"), "-Operation", job.Operation.ToString(), "-Key", job.Key, "-Path", job.Path,
                "-Count", $"{job.Count}", "-Concurrency", $"{job.Concurrency}",
            ]);
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return start;
    }
}
