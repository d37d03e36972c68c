using System.Diagnostics;
using R2.Emulator;

namespace R2.RateBenchmark;

/// <summary>
/// Callers before an emulator that refuses what comes too fast, by real sockets and the real client. What is counted is what the emulator answered within the time, its start included.
/// </summary>
internal sealed class Measurement : IDisposable
{
    /// <summary>The way to the server and back, without which one request at a time would be too many.</summary>
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(15);

    private readonly R2EmulatorServer _server;
    private long _written;

    public Measurement(EmulatorRates rates) =>
        _server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Load.Bucket], Rates = rates, RequestLogCapacity = int.MaxValue });

    public void Dispose() => _server.Dispose();

    /// <summary>One client for all callers, which learns how many of them may go at once.</summary>
    public Task<Outcome> AdaptiveAsync(Load load, int callers, TimeSpan time) => RunAsync(load, callers, time, [Client(callers)]);

    /// <summary>A client for each caller, with one request in flight as long as anything is allowed, so that their number is fixed.</summary>
    public Task<Outcome> FixedAsync(Load load, int callers, TimeSpan time) => RunAsync(load, callers, time, [.. Enumerable.Range(0, callers).Select(_ => Client(1))]);

    private R2Client Client(int connections) => new(new R2ClientOptions
    {
        Credential = new R2Credential(_server.AccessKeyId, _server.SecretAccessKey),
        Endpoint = _server.Endpoint,
        PoolMaxIdle = connections,
        Retry = new() { MaxAttempts = 100 },
        BreakerFailureThreshold = 0,
    });

    private async Task<Outcome> RunAsync(Load load, int callers, TimeSpan time, R2Client[] clients)
    {
        await clients[0].PutObjectAsync(Load.Bucket, Load.ReadKey, R2Content.FromBytes(new byte[1])).ConfigureAwait(false);
        _server.Faults.Add(Fault.Delay(s_latency));
        _server.Requests.Clear();
        using CancellationTokenSource end = new();
        long started = Stopwatch.GetTimestamp();
        Task[] running = [.. Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(load, clients[caller % clients.Length], end.Token)))];
        await Task.Delay(time).ConfigureAwait(false);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        int[] statuses = [.. _server.Requests.Select(entry => entry.Status)];
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
        foreach (R2Client client in clients)
        {
            client.Dispose();
        }

        return new Outcome(statuses.Count(status => status == 200) / (load.PerSecond * took.TotalSeconds), statuses.Count(status => status == 503), statuses.Count(status => status != 0));
    }

    private async Task CallAsync(Load load, R2Client client, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await load.SendAsync(client, $"written/{Interlocked.Increment(ref _written)}", cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
