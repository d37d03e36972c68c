using System.Collections.Concurrent;

namespace R2.Diagnostics.Metrics;

/// <summary>Counters by key, counted by many threads at once.</summary>
internal sealed class CounterSet<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Cell> _cells = new();

    public void Add(TKey key, long count = 1) => Interlocked.Add(ref _cells.GetOrAdd(key, static _ => new Cell()).Value, count);

    public long Of(TKey key) => _cells.TryGetValue(key, out Cell? cell) ? Interlocked.Read(ref cell.Value) : 0;

    public long Sum(Func<TKey, bool>? where = null) => Read().Where(counter => where is null || where(counter.Key)).Sum(static counter => counter.Value);

    /// <summary>The counters as they are now, in the order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<TKey, long>> Read() =>
        [.. _cells.Select(static cell => KeyValuePair.Create(cell.Key, Interlocked.Read(ref cell.Value.Value))).OrderBy(static counter => counter.Key)];

    private sealed class Cell
    {
        public long Value;
    }
}
