using System.Diagnostics;
using System.Globalization;

namespace R2.TransferBenchmark.Peers;

/// <summary>A library that this program hosts when it is started as one of the compared processes.</summary>
internal abstract class Peer
{
    protected static string Address => Environment.GetEnvironmentVariable("R2_ENDPOINT")!;

    protected static string AccessKeyId => Environment.GetEnvironmentVariable("R2_ACCESS_KEY_ID")!;

    protected static string SecretAccessKey => Environment.GetEnvironmentVariable("R2_SECRET_ACCESS_KEY")!;

    /// <summary>Whether a peer can do a job. AWSSDK's uploads, by its defaults, are refused by R2, and so by the emulator: signed chunks with a trailer, and a type of checksum that they do not have.</summary>
    public static bool Supports(string peer, Job job) => peer switch
    {
        _ when job.Operation is Operation.Sync or Operation.SyncCopy => peer == "r2",
        "minio" => job.Operation != Operation.Pipe,
        "awssdk" => job.Operation is not (Operation.Up or Operation.UpMany) || !job.Endpoint.HasSemantics,
        _ => true,
    };

    /// <summary>Runs one operation and prints what it took.</summary>
    /// <param name="arguments">Peer, operation, key, path, count, concurrency.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Peer peer = arguments[0] switch
        {
            "r2" => new R2Peer(),
            "awssdk" => new AwsSdkPeer(),
            "minio" => new MinioPeer(),
            _ => throw new ArgumentException($"There is no peer '{arguments[0]}'."),
        };
        Job job = new()
        {
            Operation = Enum.Parse<Operation>(arguments[1]),
            Endpoint = new S3Endpoint(Address, AccessKeyId, SecretAccessKey, null, HasSemantics: true),
            Key = arguments[2],
            Path = arguments[3],
            Count = int.Parse(arguments[4], CultureInfo.InvariantCulture),
            Concurrency = int.Parse(arguments[5], CultureInfo.InvariantCulture),
        };
        long begin = Stopwatch.GetTimestamp();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await peer.DoAsync(job).ConfigureAwait(false);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimedProcess.CommandMark}{Stopwatch.GetElapsedTime(begin).TotalSeconds} {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds}"));
        return 0;
    }

    protected abstract Task UpAsync(Job job);

    protected abstract Task DownAsync(Job job);

    protected abstract Task UpManyAsync(Job job);

    protected abstract Task DownManyAsync(Job job);

    protected virtual Task PipeAsync(Job job) => throw new NotSupportedException();

    protected virtual Task SyncAsync(Job job) => throw new NotSupportedException();

    /// <returns>Number of keys.</returns>
    protected abstract Task<int> ListAsync(Job job);

    /// <summary>All of the many, a number of them at once.</summary>
    protected static Task ForEachAsync(Job job, Func<string, Task> action) => Parallel.ForEachAsync(
        job.Names, new ParallelOptions { MaxDegreeOfParallelism = job.Concurrency }, async (name, _) => await action(name).ConfigureAwait(false));

    private async Task DoAsync(Job job)
    {
        switch (job.Operation)
        {
            case Operation.Up:
                await UpAsync(job).ConfigureAwait(false);
                break;
            case Operation.Down:
                await DownAsync(job).ConfigureAwait(false);
                break;
            case Operation.UpMany:
                await UpManyAsync(job).ConfigureAwait(false);
                break;
            case Operation.DownMany:
                await DownManyAsync(job).ConfigureAwait(false);
                break;
            case Operation.Pipe:
                await PipeAsync(job).ConfigureAwait(false);
                break;
            case Operation.Sync or Operation.SyncCopy:
                await SyncAsync(job).ConfigureAwait(false);
                break;
            case Operation.List when await ListAsync(job).ConfigureAwait(false) is var count && count != job.Count:
                throw new InvalidOperationException($"{count} keys were listed, not {job.Count}.");
            default:
                break;
        }
    }
}
