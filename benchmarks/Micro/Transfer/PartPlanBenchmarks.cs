using BenchmarkDotNet.Attributes;
using R2.Transfer;

namespace R2.Benchmarks.Transfer;

/// <summary>Whether an object goes in one request or in parts, and in which.</summary>
public class PartPlanBenchmarks
{
    private long _length = 1;

    [Benchmark(Baseline = true)]
    public int R2()
    {
        // Another length each time: nothing can be computed once.
        _length = (_length * 31 % (1L << 41)) + 1;
        return PartPlan.Create(_length, TransferDefaults.MultipartThreshold, TransferDefaults.PartSize).PartCount;
    }
}
