using System.Collections.Concurrent;

namespace R2.Diagnostics.Metrics;

/// <summary>Counters by key, counted by many threads at once.</summary>
internal sealed class CounterSet<TKey>
    where TKey : notnull
{
    // By object: a dictionary of references is compiled already, one of tuples is compiled by each process, which takes longer than the boxes of a session.
    private readonly ConcurrentDictionary<object, CounterCell> _cells = new();

    public void Add(TKey key, long count = 1) => _cells.GetOrAdd(key, CounterCell.Create).Add(count);

    public long Of(TKey key) => _cells.TryGetValue(key, out CounterCell? cell) ? cell.Value : 0;

    public long Sum(Func<TKey, bool>? where = null) => Read().Where(counter => where is null || where(counter.Key)).Sum(static counter => counter.Value);

    /// <summary>The counters as they are now, in the order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<TKey, long>> Read() =>
        [.. _cells.Select(static cell => KeyValuePair.Create((TKey)cell.Key, cell.Value.Value)).OrderBy(static counter => counter.Key)];
}
