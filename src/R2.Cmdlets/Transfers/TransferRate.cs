namespace R2.Cmdlets.Transfers;

/// <summary>How fast transfers are now: over the last quarter of a minute, for a line that has become slow is not as fast as it was.</summary>
internal sealed class TransferRate
{
    /// <summary>What a transfer costs beside its bytes, in bytes: many small objects take their time for their number.</summary>
    public const long WorkOfOne = 64 * 1024;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time;
    private readonly Queue<(long At, long Bytes, long Work)> _samples = new();
    private (long At, long Bytes, long Work) _last;

    public TransferRate(TimeProvider time)
    {
        _time = time;
        _samples.Enqueue(_last = (time.GetTimestamp(), 0, 0));
    }

    public double BytesPerSecond => PerSecond(_last.Bytes - _samples.Peek().Bytes);

    /// <summary>Takes what has been moved until now, without what an earlier command had moved.</summary>
    public void Add(long bytes, long work)
    {
        _samples.Enqueue(_last = (_time.GetTimestamp(), bytes, work));
        while (_samples.Count > 2 && _time.GetElapsedTime(_samples.Peek().At, _last.At) > s_window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>Seconds that so much more takes; -1 while nothing moves.</summary>
    public int SecondsFor(long work) => PerSecond(_last.Work - _samples.Peek().Work) is > 0 and double rate ? (int)Math.Min(int.MaxValue, Math.Ceiling(Math.Max(0, work) / rate)) : -1;

    private double PerSecond(long amount) => _time.GetElapsedTime(_samples.Peek().At, _last.At) is { Ticks: > 0 } elapsed ? Math.Max(0, amount) / elapsed.TotalSeconds : 0;
}
