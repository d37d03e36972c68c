namespace R2;

/// <summary>
/// What Cloudflare's own API takes from one user: 1,200 requests in five minutes, whatever program sends them. Clients that share one of these share its count, and wait together where the
/// server says that there were too many. Safe for use by many threads at once.
/// </summary>
/// <remarks>Source: https://developers.cloudflare.com/fundamentals/api/reference/limits/</remarks>
public sealed class R2ApiRateLimit
{
    private readonly Queue<DateTimeOffset> _sent = new();
    private readonly object _lock = new();
    private DateTimeOffset _pausedUntil;

    /// <summary>Makes a limit.</summary>
    /// <param name="requests">Requests within the window, 1 or more; 1,200 when left out.</param>
    /// <param name="window">The window, longer than nothing; five minutes when left out.</param>
    public R2ApiRateLimit(int requests = 1200, TimeSpan? window = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        (Requests, Window) = (requests, window ?? TimeSpan.FromMinutes(5));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Window, TimeSpan.Zero);
    }

    /// <summary>Requests within the window.</summary>
    public int Requests { get; }

    /// <summary>The window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Waits until one more request may be sent, and counts it.</summary>
    internal async ValueTask EnterAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        while (Take(time.GetUtcNow()) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The server had too many: nobody sends before this has passed.</summary>
    internal void Pause(DateTimeOffset until)
    {
        lock (_lock)
        {
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }

    /// <returns>How long to wait before asking again; nothing where the request is counted and may go.</returns>
    private TimeSpan Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_sent.TryPeek(out DateTimeOffset oldest) && now - oldest >= Window)
            {
                _sent.Dequeue();
            }

            if (_pausedUntil > now)
            {
                return _pausedUntil - now;
            }

            if (_sent.Count >= Requests)
            {
                return _sent.Peek() + Window - now;
            }

            _sent.Enqueue(now);
            return TimeSpan.Zero;
        }
    }
}
