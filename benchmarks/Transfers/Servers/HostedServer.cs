using System.Diagnostics;
using System.Globalization;
using R2.Emulator;

namespace R2.TransferBenchmark.Servers;

/// <summary>The emulator or the list server in a process of its own: this program again.</summary>
internal sealed class HostedServer : IDisposable
{
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
        return new HostedServer(process, new S3Endpoint(line[0], line[1], line[2], null, HasSemantics: true));
    }

    /// <summary>Serves until standard input ends.</summary>
    public static async Task<int> ServeAsync(string kind, int count)
    {
        using CancellationTokenSource ending = new();
        if (kind == "list")
        {
            ListServer server = new(count);
            Console.WriteLine($"{server.Address} benchmark benchmark-secret");
            _ = server.RunAsync(ending.Token);
            await Console.In.ReadToEndAsync(ending.Token).ConfigureAwait(false);
        }
        else
        {
            using R2EmulatorServer server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Job.Bucket] });
            Console.WriteLine($"{server.Endpoint.ToString().TrimEnd('/')} {server.AccessKeyId} {server.SecretAccessKey}");
            await Console.In.ReadToEndAsync(ending.Token).ConfigureAwait(false);
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
