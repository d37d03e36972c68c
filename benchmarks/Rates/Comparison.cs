using System.Globalization;
using R2.Emulator;

namespace R2.RateBenchmark;

/// <summary>The adaptive client against fixed numbers at once, for reads and for writes, each with an emulator of its own; a table in the end.</summary>
internal sealed class Comparison(RateOptions options, TextWriter output)
{
    private const int Callers = 500;
    private static readonly int[] s_fixed = [4, 16, 64, 256];
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);

    private readonly EmulatorRates _rates = Scaled(options.Scale);
    private readonly TimeSpan _time = TimeSpan.FromSeconds(options.Seconds);

    public async Task RunAsync()
    {
        foreach (Load load in Load.Of(_rates))
        {
            await MeasureAsync(measurement => measurement.AdaptiveAsync(load, Callers, s_warmUp)).ConfigureAwait(false);
        }

        await output.WriteLineAsync($"| limit | adaptive | {string.Join(" | ", s_fixed.Select(number => $"fixed {number}"))} |").ConfigureAwait(false);
        await output.WriteLineAsync($"|---|{string.Concat(Enumerable.Repeat("---:|", s_fixed.Length + 1))}").ConfigureAwait(false);
        foreach (Load load in Load.Of(_rates))
        {
            await WriteRowAsync(load).ConfigureAwait(false);
        }
    }

    private async Task WriteRowAsync(Load load)
    {
        Outcome adaptive = await MeasureAsync(measurement => measurement.AdaptiveAsync(load, Callers, _time)).ConfigureAwait(false);
        await output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"| {load.Name}, {load.PerSecond:N0}/s | {adaptive}{(adaptive.IsGood ? "" : " (misses)")} |")).ConfigureAwait(false);
        foreach (int number in s_fixed)
        {
            Outcome other = await MeasureAsync(measurement => measurement.FixedAsync(load, number, _time)).ConfigureAwait(false);
            await output.WriteAsync($" {other} |").ConfigureAwait(false);
        }

        await output.WriteLineAsync().ConfigureAwait(false);
    }

    private async Task<Outcome> MeasureAsync(Func<Measurement, Task<Outcome>> measure)
    {
        using Measurement measurement = new(_rates);
        return await measure(measurement).ConfigureAwait(false);
    }

    /// <summary>R2's own limits for a bucket, divided; the limit of a key stays.</summary>
    private static EmulatorRates Scaled(int scale)
    {
        EmulatorRates published = new();
        return published with { ReadsPerSecond = published.ReadsPerSecond / scale, WritesPerSecond = published.WritesPerSecond / scale };
    }
}
