using System.Diagnostics;
using System.Text;
using R2.Models;

namespace R2.TransferBenchmark.Sides;

/// <summary>The ceiling: it neither signs nor checks. Servers that want a signature get a presigned URL, made before the clock starts.</summary>
internal sealed class CurlSide() : Side("curl")
{
    private const string Program = "/usr/bin/curl";

    public override bool IsInstalled => File.Exists(Program);

    public override ProcessStartInfo? Start(Job job) => job.Operation switch
    {
        Operation.Idle => Process(Program, "--version"),
        Operation.Up => Process(Program, "-sSf", "-T", job.Path, "-o", "/dev/null", Url(job, job.Key, HttpMethod.Put)),
        Operation.Down => Process(Program, "-sSf", "-o", job.Path, Url(job, job.Key, HttpMethod.Get)),
        Operation.UpMany or Operation.DownMany => Process(Program, "-sSf", "-Z", "--parallel-max", $"{job.Concurrency}", "-K", Many(job)),
        Operation.Pipe when !job.Endpoint.HasSemantics => Process(Program, "-sSf", "-T", "-", "-o", "/dev/null", Url(job, job.Key, HttpMethod.Put)),
        _ => null,
    };

    private static string Many(Job job)
    {
        StringBuilder config = new();
        foreach (string name in job.Names)
        {
            bool up = job.Operation == Operation.UpMany;
            config.Append(up ? "upload-file = \"" : "output = \"").Append(job.Path).Append('/').Append(name).Append("\"\nurl = \"")
                .Append(Url(job, job.Key + name, up ? HttpMethod.Put : HttpMethod.Get)).Append("\"\n");
        }

        string file = Path.GetTempFileName();
        File.WriteAllText(file, config.ToString());
        return file;
    }

    private static string Url(Job job, string key, HttpMethod method)
    {
        using R2Client client = job.Endpoint.Connect();
        return job.Endpoint.HasSemantics
            ? client.Presign(Job.Bucket, key, new PresignOptions { Method = method }).Url
            : $"{job.Endpoint.Address}/{Job.Bucket}/{key}";
    }
}
