using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>rclone, with the part size and concurrency of the others and otherwise its defaults.</summary>
/// <param name="name">Name in the tables.</param>
/// <param name="how">How its sync compares; a side that says so does nothing but sync.</param>
internal sealed class RcloneSide(string name, params string[] how) : Side(name)
{
    private const string Program = "/usr/bin/rclone";

    public override bool IsInstalled => File.Exists(Program);

    public override ProcessStartInfo? Start(Job job)
    {
        string one = $"s:{Job.Bucket}/{job.Key}";
        string many = $"s:{Job.Bucket}/{job.Key.TrimEnd('/')}";
        string[]? command = job.Operation switch
        {
            Operation.Idle => ["version"],
            Operation.Up => ["copyto", job.Path, one, "--ignore-times"],
            Operation.Down => ["copyto", one, job.Path, "--ignore-times", "--multi-thread-streams", $"{Job.PartConcurrency}", "--multi-thread-cutoff", "100M"],
            Operation.UpMany => ["copy", job.Path, many, "--ignore-times", "--transfers", $"{job.Concurrency}"],
            Operation.DownMany when job.Endpoint.HasSemantics => ["copy", many, job.Path, "--ignore-times", "--transfers", $"{job.Concurrency}"],
            // By its default it asks for each object's time.
            Operation.Sync when how.Length > 0 || job.Endpoint.HasSemantics => ["sync", job.Path, many, .. how, .. job.Endpoint.HasSemantics ? (string[])[] : ["--fast-list"]],
            Operation.SyncCopy when how.Length > 0 => ["sync", many, $"s:{Job.OtherBucket}/{job.Key.TrimEnd('/')}", "--fast-list", .. how],
            _ when how.Length > 0 => null,
            Operation.Pipe => ["rcat", one],
            Operation.List => ["size", many],
            _ => null,
        };
        if (command is null)
        {
            return null;
        }

        string[] settings =
        [
            // Its default for a server that it does not know is the older operation, which the canned pages are not for.
            "--s3-list-version", "2",
            "--s3-upload-concurrency", $"{Job.PartConcurrency}", "--s3-chunk-size", "10M", "--s3-upload-cutoff", "100M", "--s3-no-check-bucket", "--config", "/dev/null",
            .. job.Endpoint.Certificate is { } file ? (string[])["--ca-cert", file] : [],
        ];
        ProcessStartInfo start = Process(Program, [.. command, .. settings]);
        // Its S3 library would try to add these to a transport of rclone's own, and fail.
        start.Environment["AWS_CA_BUNDLE"] = "";
        foreach ((string setting, string value) in new[]
        {
            ("TYPE", "s3"), ("PROVIDER", "Other"), ("ACCESS_KEY_ID", job.Endpoint.AccessKeyId), ("SECRET_ACCESS_KEY", job.Endpoint.SecretAccessKey),
            ("ENDPOINT", job.Endpoint.Address), ("REGION", "us-east-1"), ("FORCE_PATH_STYLE", "true"),
        })
        {
            start.Environment["RCLONE_CONFIG_S_" + setting] = value;
        }

        return start;
    }
}
