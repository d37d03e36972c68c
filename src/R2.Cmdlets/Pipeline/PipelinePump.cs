using System.Collections.Concurrent;
using System.Diagnostics;

namespace R2.Cmdlets.Pipeline;

/// <summary>
/// The queue between bodies on the thread pool and the pipeline thread, the only one that may write, prompt or report progress.
/// All but <see cref="Stop"/>, <see cref="InvokeAsync"/>, <see cref="Post"/>, <see cref="End"/> and the end of the process belong to the pipeline thread.
/// </summary>
internal sealed class PipelinePump(Action onTick) : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    /// <summary>What the end of the process waits for a body that cleans up, which has a limit of its own.</summary>
    private static readonly TimeSpan s_patience = TransferDefaults.CleanUpTimeout + TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly BlockingCollection<Action> _requests = [];
    private CancellationTokenSource? _late;
    private readonly List<Task> _bodies = [];
    private long _lastTick = Stopwatch.GetTimestamp();
    private int _running;
    private bool _watchesEnd;
    private volatile bool _isEnding;

    /// <summary>Whether the process is ending, and nothing that is written to the pipeline is read any more.</summary>
    public bool IsProcessEnding => _isEnding;

    /// <summary>How long the command may take; null for no limit.</summary>
    public TimeSpan? Limit { get; private set; }

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Cancels the bodies when this much time has passed; what they say then is still written.</summary>
    public void EndAfter(TimeSpan limit)
    {
        Limit = limit;
        _late = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _late.CancelAfter(limit);
    }

    /// <summary>Starts a body as soon as fewer than <paramref name="limit"/> run, serving the others until then. However it ends, it calls <see cref="End"/> last.</summary>
    public void Start(Func<CancellationToken, Task> body, int limit)
    {
        while (_running >= limit)
        {
            ServeOne();
        }

        Reap();
        _running++;
        if (!_watchesEnd)
        {
            _watchesEnd = true;
            ProcessEnd.Add(OnProcessEnd);
        }

        CancellationToken cancellation = (_late ?? _stopping).Token;
        lock (_bodies)
        {
            _bodies.Add(Task.Run(() => body(cancellation), CancellationToken.None));
        }
    }

    /// <summary>Serves what is queued, and returns to let the next input come.</summary>
    public void ServePending()
    {
        while (_requests.TryTake(out Action? request))
        {
            request();
        }

        Tick();
    }

    /// <summary>Serves until something else has happened, such as room in a queue that a body empties.</summary>
    public void ServeUntil(Task happened)
    {
        // Wakes the pipeline thread, which waits for requests.
        happened.ContinueWith(_ => _requests.Add(static () => { }, CancellationToken.None), TaskScheduler.Default);
        while (!happened.IsCompleted)
        {
            ServeOne();
        }
    }

    /// <summary>Serves until every body has ended.</summary>
    public void Drain()
    {
        while (_running > 0)
        {
            ServeOne();
        }

        Task.WhenAll(_bodies).GetAwaiter().GetResult();
    }

    /// <summary>Runs a function on the pipeline thread; called by bodies.</summary>
    public Task<T> InvokeAsync<T>(Func<T> function)
    {
        TaskCompletionSource<T> served = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken cancellation = _stopping.Token;
        _requests.Add(() => served.SetResult(function()), cancellation);

        // Not served.Task alone: once the pipeline is dead, queued requests are never served.
        return served.Task.WaitAsync(cancellation);
    }

    /// <summary>Queues an action for the pipeline thread without waiting for it.</summary>
    public void Post(Action action) => _requests.Add(action, CancellationToken.None);

    /// <summary>A body ends; called by it. What it has still to say, and does not wait for, costs one message in place of three.</summary>
    public void End(Action? last) => Post(() =>
    {
        _running--;
        last?.Invoke();
    });

    /// <summary>Asks the bodies to stop; from any thread, at any time.</summary>
    public void Stop()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl+C came on its own thread just after the pipeline had ended: nothing is left to stop.
            Debug.Assert(_running == 0, "A pump is disposed of only when its bodies have ended.");
        }
    }

    /// <summary>Stops the bodies and lets them clean up. Their faults are moot: the pipeline is ending with an exception of its own.</summary>
    public void Abandon()
    {
        Stop();
        Task.WaitAny(Task.WhenAll(_bodies));
        lock (_bodies)
        {
            _bodies.Clear();
        }

        _running = 0;
    }

    public void Dispose()
    {
        // Neither EndProcessing nor StopProcessing is called when another command of the pipeline fails; only Dispose is.
        Abandon();
        ProcessEnd.Remove(OnProcessEnd);
        _late?.Dispose();
        _stopping.Dispose();
        _requests.Dispose();
    }

    private void ServeOne()
    {
        if (_requests.TryTake(out Action? request, (int)s_tick.TotalMilliseconds, _stopping.Token))
        {
            request();
        }

        Tick();
    }

    private void Tick()
    {
        if (Stopwatch.GetElapsedTime(_lastTick) >= s_tick)
        {
            _lastTick = Stopwatch.GetTimestamp();
            onTick();
        }
    }

    private void Reap()
    {
        foreach (Task body in _bodies)
        {
            if (body.IsCompleted)
            {
                body.GetAwaiter().GetResult();
            }
        }

        lock (_bodies)
        {
            _bodies.RemoveAll(static body => body.IsCompletedSuccessfully);
        }
    }

    /// <summary>Nobody else tells a command that the process ends, where it runs in a background job or the process is asked to end.</summary>
    private void OnProcessEnd()
    {
        Task[] bodies;
        lock (_bodies)
        {
            bodies = [.. _bodies];
        }

        _isEnding = true;
        Stop();
        Task.WaitAny([Task.WhenAll(bodies)], s_patience);
    }
}
