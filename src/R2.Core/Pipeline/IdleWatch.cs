namespace R2.Pipeline;

/// <summary>
/// Calls back once nothing has moved for a while. What moves bytes calls <see cref="Touch"/>, which costs a store;
/// the timer looks at it only when it is due.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Action _onIdle;
    private readonly ITimer _timer;
    private long _lastTouch;
    private int _paused;

    public IdleWatch(TimeProvider time, TimeSpan timeout, Action onIdle)
    {
        (_time, _timeout, _onIdle) = (time, timeout, onIdle);
        _lastTouch = time.GetTimestamp();
        _timer = time.CreateTimer(static watch => ((IdleWatch)watch!).Look(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the time ran out.</summary>
    public bool Expired { get; private set; }

    public void Touch() => Volatile.Write(ref _lastTouch, _time.GetTimestamp());

    /// <summary>Nobody waits for the other side now, so nothing is late: a slow reader of a download is not a stalled server.</summary>
    public void Pause() => Volatile.Write(ref _paused, 1);

    public void Resume()
    {
        Touch();
        Volatile.Write(ref _paused, 0);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        TimeSpan left = Volatile.Read(ref _paused) == 1 ? _timeout : _timeout - _time.GetElapsedTime(Volatile.Read(ref _lastTouch));
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        Expired = true;
        try
        {
            _onIdle();
        }
        catch (ObjectDisposedException)
        {
            // It came to its end while the time ran out, and a timer that is being disposed may still fire. Thrown from here it would end the process.
        }
    }
}
