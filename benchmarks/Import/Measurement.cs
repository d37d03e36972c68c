using System.Diagnostics;
using System.Globalization;

namespace R2.ImportBenchmark;

/// <summary>One fresh process, from its start to its end.</summary>
internal sealed record Measurement(double Milliseconds, double WorkingSetMegabytes)
{
    public static Measurement Of(Host host, string script)
    {
        ProcessStartInfo start = new(host.Program, [.. host.Arguments, script]) { RedirectStandardOutput = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return process.ExitCode == 0
            ? new(milliseconds, long.Parse(output, CultureInfo.InvariantCulture) / 1e6)
            : throw new InvalidOperationException($"{host.Program} ended with {process.ExitCode}.");
    }

    public static Measurement Fastest(IEnumerable<Measurement> all) => all.MinBy(m => m.Milliseconds)!;

    public static Measurement Median(IReadOnlyCollection<Measurement> all) => all.OrderBy(m => m.Milliseconds).ElementAt(all.Count / 2);
}
