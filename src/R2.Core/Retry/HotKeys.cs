namespace R2.Retry;

/// <summary>Keys that were refused for being written too often; their writes are spaced from then on, until they rest.</summary>
internal sealed class HotKeys(TimeProvider time, TimeSpan spacing)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);

    /// <summary>A write of the key was refused.</summary>
    public void Add(string key)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (string rested in _next.Where(entry => entry.Value + (10 * spacing) < now).Select(entry => entry.Key).ToArray())
            {
                _next.Remove(rested);
            }

            _next.TryAdd(key, now + spacing);
        }
    }

    /// <summary>Waits for the key's turn.</summary>
    public ValueTask WaitAsync(string key, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            if (_next.Count == 0 || !_next.TryGetValue(key, out DateTimeOffset turn))
            {
                return ValueTask.CompletedTask;
            }

            DateTimeOffset now = time.GetUtcNow();
            turn = turn > now ? turn : now;
            _next[key] = turn + spacing;
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? new ValueTask(Task.Delay(wait, time, cancellationToken)) : ValueTask.CompletedTask;
    }
}
