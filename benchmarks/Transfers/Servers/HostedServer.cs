using System.Diagnostics;
using System.Globalization;
using R2.Emulator;

namespace R2.TransferBenchmark.Servers;

/// <summary>The emulator or the list server in a process of its own: this program again.</summary>
internal sealed class HostedServer : IDisposable
{
    /// <summary>More than any measured process asks for.</summary>
    private const int RequestsKept = 400_000;

    private readonly Process _process;

    private HostedServer(Process process, S3Endpoint endpoint) => (_process, Endpoint) = (process, endpoint);

    public S3Endpoint Endpoint { get; }

    public static HostedServer Start(string kind, int count = 0)
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--serve", kind, count.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string[] line = process.StandardOutput.ReadLine()!.Split(' ');
        return new HostedServer(process, new S3Endpoint(line[0], line[1], line[2], null, HasSemantics: kind == "emulator"));
    }

    /// <summary>What the emulator was asked for since it was asked this last.</summary>
    public RequestCount Count()
    {
        _process.StandardInput.WriteLine("count");
        long[] counts = [.. _process.StandardOutput.ReadLine()!.Split(' ').Select(static count => long.Parse(count, CultureInfo.InvariantCulture))];
        return new RequestCount(counts[0], counts[1], counts[2]);
    }

    /// <summary>Serves until standard input ends.</summary>
    public static async Task<int> ServeAsync(string kind, int count)
    {
        using CancellationTokenSource ending = new();
        if (kind.StartsWith("list", StringComparison.Ordinal))
        {
            ListServer server = new(count, isEmpty: kind == "list-empty");
            Console.WriteLine($"{server.Address} benchmark benchmark-secret");
            _ = server.RunAsync(ending.Token);
            await Console.In.ReadToEndAsync(ending.Token).ConfigureAwait(false);
        }
        else
        {
            using R2EmulatorServer server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Job.Bucket, Job.OtherBucket], RequestLogCapacity = RequestsKept });
            Console.WriteLine($"{server.Endpoint.ToString().TrimEnd('/')} {server.AccessKeyId} {server.SecretAccessKey}");
            while (await Console.In.ReadLineAsync(ending.Token).ConfigureAwait(false) is not null)
            {
                RequestCount asked = RequestCount.Of(server.Requests.Select(static request => request.Operation));
                server.Requests.Clear();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked.ClassA} {asked.ClassB} {asked.Free}"));
            }
        }

        await ending.CancelAsync().ConfigureAwait(false);
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
