using System.Diagnostics;

namespace R2.Soak;

/// <summary>Resources that the process holds while no request is in flight.</summary>
internal sealed record ResourceUsage(long HeapBytes, long WorkingSet, int Handles, int Threads)
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(500);

    /// <summary>Measures after idle connections have been closed: when the number of handles has stopped falling.</summary>
    public static async Task<ResourceUsage> AtRestAsync(CancellationToken cancellationToken)
    {
        int lowest = int.MaxValue;
        for (TimeSpan since = TimeSpan.Zero; since < SoakRun.PoolIdleTimeout * 2; since += s_step)
        {
            await Task.Delay(s_step, cancellationToken).ConfigureAwait(false);
            int handles = CountHandles();
            if (handles < lowest)
            {
                (lowest, since) = (handles, TimeSpan.Zero);
            }
        }

        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using Process process = Process.GetCurrentProcess();
        return new ResourceUsage(GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, process.HandleCount, process.Threads.Count);
    }

    private static int CountHandles()
    {
        using Process process = Process.GetCurrentProcess();
        return process.HandleCount;
    }
}
