namespace R2.Unit.Cmdlets.Common;

/// <summary>What the test cmdlets did, seen from outside the pipeline.</summary>
public sealed class PumpProbe : IDisposable
{
    private int _running;
    private int _started;
    private int _cleaned;
    private int _peak;

    public int Started => _started;

    public int Cleaned => _cleaned;

    public int Peak => _peak;

    public int Ticks { get; set; }

    /// <summary>Set while bodies may run on.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Released once for each body that has begun.</summary>
    public SemaphoreSlim Began { get; } = new(0);

    public void Enter()
    {
        Interlocked.Increment(ref _started);
        int running = Interlocked.Increment(ref _running);
        int peak;
        while (running > (peak = Volatile.Read(ref _peak)))
        {
            Interlocked.CompareExchange(ref _peak, running, peak);
        }

        Began.Release();
    }

    public void Leave()
    {
        Interlocked.Decrement(ref _running);
        Interlocked.Increment(ref _cleaned);
    }

    public void Dispose()
    {
        Gate.Dispose();
        Began.Dispose();
    }
}
