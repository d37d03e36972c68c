using System.Diagnostics;
using System.Globalization;
using R2.Benchmarks.Signing;
using R2.Benchmarks.Transfer;
using R2.Benchmarks.Xml;

namespace R2.Benchmarks.Support;

/// <summary>
/// The times that are promised, asserted on any machine: a loop of plain arithmetic is measured beside each, and a target is as many times longer, on a machine where the loop is.
/// The sides take turns, and the fastest turn counts, so that what else the machine does decides nothing.
/// </summary>
internal static class Targets
{
    /// <summary>Microseconds of the loop on the machine of benchmarks/README.md, for which the targets are stated.</summary>
    private const double LoopThere = 800;

    private const int Turns = 300;

    public static bool Run()
    {
        (string Name, double Target, Action Call)[] targets =
        [
            ("sign with a cached key", 10, Of(new SignBenchmarks { Method = "PUT" }, static b => b.Setup(), static b => b.R2())),
            ("sign with a new key", 100, Of(new SignWithNewKeyBenchmarks { Method = "PUT" }, static b => b.Setup(), static b => b.R2())),
            ("presign", 20, Of(new PresignBenchmarks(), static b => b.Setup(), static b => GC.KeepAlive(b.R2()))),
            ("list of 100", 1000, Of(new ListPageBenchmarks { Keys = 100 }, static b => b.Setup(), static b => GC.KeepAlive(b.R2()))),
            ("list of 1,000", 5000, Of(new ListPageBenchmarks { Keys = 1000 }, static b => b.Setup(), static b => GC.KeepAlive(b.R2()))),
            ("error document", 50, Of(new ErrorBenchmarks(), static _ => { }, static b => GC.KeepAlive(b.R2()))),
            ("decision for parts", 1, Of(new PartPlanBenchmarks(), static _ => { }, static b => b.R2())),
            ("stream of 10 MB up, 100 MB/s", 100_000, Of(new StreamBenchmarks { Direction = "up" }, static b => b.Setup(), static b => b.R2().GetAwaiter().GetResult())),
            ("stream of 10 MB down, 100 MB/s", 100_000, Of(new StreamBenchmarks { Direction = "down" }, static b => b.Setup(), static b => b.R2().GetAwaiter().GetResult())),
        ];
        bool all = true;
        foreach ((string name, double target, Action call) in targets)
        {
            (double took, double loop) = Fastest(call, target);
            double limit = target * loop / LoopThere;
            all &= took < limit;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(took < limit ? "pass" : "FAIL")} {name}: {took:N2} µs, less than {limit:N2} here, where the loop takes {loop:N0} µs ({target:N0} µs where it takes {LoopThere:N0})"));
        }

        return all;
    }

    private static Action Of<T>(T benchmark, Action<T> setup, Action<T> call)
    {
        setup(benchmark);
        return () => call(benchmark);
    }

    private static (double Took, double Loop) Fastest(Action call, double target)
    {
        // Until the runtime has compiled it well.
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < 1;)
        {
            call();
        }

        int calls = (int)Math.Clamp(1500 / target, 1, 1000);
        int turns = target > 10_000 ? 30 : Turns;
        (double took, double loop) = (double.MaxValue, double.MaxValue);
        for (int turn = 0; turn < turns; turn++)
        {
            took = Math.Min(took, Measure(call, calls));
            loop = Math.Min(loop, Measure(Loop, 1));
        }

        return (took, loop);
    }

    private static double Measure(Action call, int times)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds / times;
    }

    /// <summary>No instruction that one processor has and another has not.</summary>
    private static void Loop()
    {
        ulong state = 0x9E3779B97F4A7C15;
        for (int i = 0; i < 500_000; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        s_sink = state;
    }

    private static ulong s_sink;

    /// <summary>So that the loop is not optimized away.</summary>
    internal static ulong Sink => s_sink;
}
