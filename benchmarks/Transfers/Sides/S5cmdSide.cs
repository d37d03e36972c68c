using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>s5cmd, wherever the path finds it, by its defaults: 256 workers.</summary>
internal sealed class S5cmdSide() : Side("s5cmd")
{
    private static readonly string? s_program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "s5cmd")).FirstOrDefault(File.Exists);

    public override bool IsInstalled => s_program is not null;

    public override ProcessStartInfo? Start(Job job)
    {
        string address = $"s3://{Job.Bucket}/{job.Key}";
        string[]? command = job.Operation switch
        {
            Operation.Idle => ["version"],
            Operation.UpMany => ["cp", $"{job.Path}/*", address],
            Operation.DownMany when job.Endpoint.HasSemantics => ["cp", $"{address}*", $"{job.Path}/"],
            Operation.Sync => ["sync", $"{job.Path}/*", address],
            Operation.SyncCopy => ["sync", $"{address}*", $"s3://{Job.OtherBucket}/{job.Key}"],
            _ => null,
        };
        return command is null ? null : Process(s_program!, ["--endpoint-url", job.Endpoint.Address, "--log", "error", .. command]);
    }
}
