namespace R2.Retry;

/// <summary>
/// Waits with decorrelated jitter: random between the base and three times the wait before, so that clients that failed together do not come back together.
/// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
/// </summary>
internal static class Backoff
{
    /// <summary>The wait after <paramref name="previous"/>.</summary>
    /// <param name="previous">The wait before; zero before the first.</param>
    /// <param name="retryAfter">What the server asks for at least, or null.</param>
    /// <param name="baseDelay">Shortest wait.</param>
    /// <param name="maxDelay">Longest wait, whatever the server asks for.</param>
    /// <param name="random">0 up to, not including, 1.</param>
    public static TimeSpan Next(TimeSpan previous, TimeSpan? retryAfter, TimeSpan baseDelay, TimeSpan maxDelay, double random)
    {
        TimeSpan spread = (3 * Max(previous, baseDelay)) - baseDelay;
        TimeSpan wait = Max(baseDelay + (random * spread), retryAfter ?? TimeSpan.Zero);
        return wait < maxDelay ? wait : maxDelay;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
