using System.Collections.Concurrent;

namespace R2.Unit.Cmdlets.Pipeline;

/// <summary>What the test cmdlets did, seen from outside the pipeline.</summary>
public sealed class PumpProbe : IDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _written = new();
    private int _ticks;
    private int _running;
    private int _started;
    private int _cleaned;
    private int _peak;

    public int Started => _started;

    public int Cleaned => _cleaned;

    public int Peak => _peak;

    public int Ticks => Volatile.Read(ref _ticks);

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

    public void Tick() => Interlocked.Increment(ref _ticks);

    public async Task TickedAsync(int ticks, CancellationToken cancellation)
    {
        while (Ticks < ticks)
        {
            await Task.Delay(5, cancellation);
        }
    }

    public void Wrote(int number) => Writing(number).TrySetResult();

    public Task WrittenAsync(int number) => Writing(number).Task;

    public void Dispose()
    {
        Gate.Dispose();
        Began.Dispose();
    }

    private TaskCompletionSource Writing(int number) => _written.GetOrAdd(number, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
