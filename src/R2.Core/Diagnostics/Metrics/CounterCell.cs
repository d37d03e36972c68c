namespace R2.Diagnostics.Metrics;

/// <summary>One counter, counted by many threads at once.</summary>
internal sealed class CounterCell
{
    private long _value;

    public static Func<object, CounterCell> Create { get; } = static _ => new CounterCell();

    public long Value => Interlocked.Read(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);
}
