using System.Diagnostics;
using System.Globalization;
using R2.Simulation;

namespace R2.SimulationBenchmark;

/// <summary>One of the compared processes, with R2.Core alone.</summary>
internal static class Side
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        (string workload, Mode mode, int warmups) = (arguments[0], Enum.Parse<Mode>(arguments[1]), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        (string recording, string folder) = (arguments[3], arguments[4]);
        Func<R2Client, Task> run = Workload.Of(workload, folder, int.Parse(arguments[5], CultureInfo.InvariantCulture));
        for (int i = 0; i <= warmups; i++)
        {
            // Each run of a warm process records anew.
            string path = mode == Mode.Record ? $"{recording}-{i}" : recording;
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            await OnceAsync(mode, path, run).ConfigureAwait(false);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            if (i == warmups)
            {
                Measurement.Print(elapsed, Environment.CpuUsage.TotalTime - before);
            }
        }

        return 0;
    }

    private static async Task OnceAsync(Mode mode, string recording, Func<R2Client, Task> run)
    {
        using R2Simulation? simulation = mode switch
        {
            Mode.Record => R2Simulation.Record(recording),
            Mode.Replay => R2Simulation.Replay(recording, new R2ReplayOptions { Strict = true }),
            _ => null,
        };
        using R2Client client = new(new R2ClientOptions
        {
            Credential = new(Environment.GetEnvironmentVariable("R2_ACCESS_KEY_ID")!, Environment.GetEnvironmentVariable("R2_SECRET_ACCESS_KEY")!),
            Endpoint = new Uri(Environment.GetEnvironmentVariable("R2_ENDPOINT")!),
            Simulation = simulation,
        });
        await run(client).ConfigureAwait(false);
        if (simulation?.Unasked is { Count: > 0 and int left })
        {
            throw new InvalidOperationException($"{left} recorded requests were not asked for.");
        }
    }
}
