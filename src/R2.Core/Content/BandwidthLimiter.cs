namespace R2.Content;

/// <summary>
/// Shares out a rate over all bodies of a command: each asks before it moves bytes and is told how many, after a wait.
/// Portions are a tenth of a second's worth at most, so that the rate is smooth and Ctrl+C quick.
/// </summary>
internal sealed class BandwidthLimiter(long bytesPerSecond, TimeProvider time)
{
    private readonly int _portion = (int)Math.Clamp(bytesPerSecond / 10, 512, 1 << 20);
    private readonly object _gate = new();
    private long _nextFree = time.GetTimestamp();

    /// <summary>Waits until up to <paramref name="wanted"/> bytes may move.</summary>
    /// <returns>How many may, at least 1.</returns>
    public async ValueTask<int> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        int granted = Math.Min(wanted, _portion);
        TimeSpan wait;
        lock (_gate)
        {
            long now = time.GetTimestamp();
            long start = Math.Max(now, _nextFree);
            _nextFree = start + (long)((double)granted / bytesPerSecond * time.TimestampFrequency);
            wait = time.GetElapsedTime(now, start);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        return granted;
    }
}
