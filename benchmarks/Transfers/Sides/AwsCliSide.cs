using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>AWS CLI 2 of Debian, with the part size and concurrency of the others.</summary>
internal sealed class AwsCliSide() : Side("awscli")
{
    private const string Program = "/usr/bin/aws";

    public override bool IsInstalled => File.Exists(Program);

    public override ProcessStartInfo? Start(Job job)
    {
        string address = $"s3://{Job.Bucket}/{job.Key}";
        string[]? command = job.Operation switch
        {
            Operation.Idle => ["--version"],
            Operation.Up => ["s3", "cp", job.Path, address],
            Operation.Down => ["s3", "cp", address, job.Path],
            Operation.UpMany => ["s3", "cp", job.Path, address, "--recursive"],
            Operation.DownMany when job.Endpoint.HasSemantics => ["s3", "cp", address, job.Path, "--recursive"],
            Operation.Sync => ["s3", "sync", job.Path, address],
            Operation.SyncCopy => ["s3", "sync", address, $"s3://{Job.OtherBucket}/{job.Key}"],
            Operation.Pipe => ["s3", "cp", "-", address],
            _ => null,
        };
        if (command is null)
        {
            return null;
        }

        ProcessStartInfo start = job.Operation == Operation.Idle ? Process(Program, command) : Process(Program, [.. command, "--only-show-errors", "--endpoint-url", job.Endpoint.Address]);
        int concurrency = job.Operation is Operation.UpMany or Operation.DownMany ? job.Concurrency : Job.PartConcurrency;
        string config = Path.GetTempFileName();
        File.WriteAllText(config, $"""
            [default]
            s3 =
              addressing_style = path
              max_concurrent_requests = {concurrency}
              multipart_threshold = 100MB
              multipart_chunksize = 10MB

            """);
        start.Environment["AWS_CONFIG_FILE"] = config;
        return start;
    }
}
