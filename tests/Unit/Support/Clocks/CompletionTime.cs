using R2.Cmdlets.Completion;

namespace R2.Unit.Support;

/// <summary>A clock of completion: it stands still, and what waits for it waits until the test says that the time is over.</summary>
internal sealed class CompletionTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<(TimeSpan Due, Action Fire)> _timers = [];

    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Lets the time that Tab has be over as soon as it begins.</summary>
    public bool BudgetIsOver { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Lets the time be over that a question may take.</summary>
    public void EndPatience()
    {
        lock (_gate)
        {
            _timers.Where(static timer => timer.Due == CompletionDefaults.Patience).ToList().ForEach(static timer => timer.Fire());
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Add((dueTime, () => callback(state)));
        }

        if (dueTime == CompletionDefaults.Budget && BudgetIsOver)
        {
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new StandingTimer();
    }

    private sealed class StandingTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
