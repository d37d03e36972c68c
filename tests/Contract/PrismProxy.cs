using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace R2.Contract;

/// <summary>Prism in front of the emulator: it refuses requests and responses that are not as the contract says. Ends with this.</summary>
internal sealed class PrismProxy : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private PrismProxy(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<PrismProxy> StartAsync(string script, string contract, Uri upstream, CancellationToken cancellationToken)
    {
        int port = FreePort();
        ProcessStartInfo start = new("node", [script, "proxy", "--errors", "-h", "127.0.0.1", "-p", $"{port}", contract, upstream.AbsoluteUri.TrimEnd('/')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        List<string> said = [];
        process.OutputDataReceived += (_, line) => Keep(said, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        PrismProxy prism = new(process, new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await prism.WaitAsync(port, cancellationToken);
            return prism;
        }
        catch (Exception e)
        {
            prism.Dispose();
            throw new InvalidOperationException($"Prism does not start: {string.Join(' ', said)}", e);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task WaitAsync(int port, CancellationToken cancellationToken)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (!_process.HasExited && waited.Elapsed < s_patience)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    private static void Keep(List<string> said, string? line)
    {
        lock (said)
        {
            if (line is not null && said.Count < 50)
            {
                said.Add(line);
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
