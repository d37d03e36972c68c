using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>The module as a user runs it: out/R2 imported into an engine, the script Side.ps1 run in it.</summary>
internal sealed class EngineSide(string name, string program, params string[] before) : Side(name)
{
    /// <summary>How sync compares; what it does by itself where null. A side that has this does nothing but sync.</summary>
    public string? CompareBy { get; init; }

    /// <summary>Whether it sends the folder as a whole, by the command that compares nothing. Such a side does nothing but sync.</summary>
    public bool SyncsByWriting { get; init; }

    public override bool IsInstalled => File.Exists(program);

    public override ProcessStartInfo? Start(Job job)
    {
        bool isSync = job.Operation is Operation.Sync or Operation.SyncCopy or Operation.Idle;
        if ((!isSync && (CompareBy is not null || SyncsByWriting)) || (SyncsByWriting && !job.IsNew))
        {
            return null;
        }

        ProcessStartInfo start = Process(
            program,
            [
                .. before, Path.Combine(AppContext.BaseDirectory, "Side.ps1"), "-Operation", SyncsByWriting && job.Operation == Operation.Sync ? nameof(Operation.UpMany) : job.Operation.ToString(), "-Key", job.Key, "-Path", job.Path,
                "-Count", $"{job.Count}", "-Concurrency", $"{job.Concurrency}", "-CompareBy", CompareBy ?? "Auto",
            ]);
        if (job.StateFolder is { } state)
        {
            start.Environment["XDG_STATE_HOME"] = state;
        }

        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return start;
    }
}
