namespace R2.Unit.Support;

/// <summary>A clock that moves when a test says so; timers fire then, on the caller's thread.</summary>
/// <param name="start">What it says at first.</param>
/// <param name="realBelow">Timers of less run by themselves, such as the waits between two attempts; none where null.</param>
internal sealed class ManualTime(DateTimeOffset? start = null, TimeSpan? realBelow = null) : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now = (start ?? new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)).UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < realBelow && dueTime != Timeout.InfiniteTimeSpan)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan by)
    {
        long now = Interlocked.Add(ref _now, by.Ticks);
        ManualTimer[] due;
        lock (_timers)
        {
            due = [.. _timers.Where(timer => timer.Due <= now)];
        }

        foreach (ManualTimer timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>
    /// Advances until the task is done. What has not come to its wait yet, or moves a byte at that very moment, counts from then on, so that one step may not do;
    /// the seconds between two are for what still goes on, however busy the machine is.
    /// </summary>
    public async Task AdvanceUntilAsync(Task done, TimeSpan by)
    {
        while (!done.IsCompleted)
        {
            Advance(by);
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await done;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long? Due { get; private set; }

        public void Fire()
        {
            Due = null;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetTimestamp() + dueTime.Ticks;
            return true;
        }

        public void Dispose()
        {
            Due = null;
            lock (time._timers)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
