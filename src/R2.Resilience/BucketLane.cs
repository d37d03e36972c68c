namespace R2.Resilience;

/// <summary>What all requests to one bucket share: the breaker, the number in flight, the keys that are written too often.</summary>
internal sealed class BucketLane(string bucket, ResilienceOptions options)
{
    /// <summary>More successes than these say no more to a breaker: nine times as many failures in its window are an outage.</summary>
    private const int MostSeeds = 1000;

    private BucketBreaker? _breaker;
    private long _windowStart = options.TimeProvider.GetTimestamp();
    private int _successes;

    public ConcurrencyGate Gate { get; } = new(new AdaptiveLimit(ResilienceDefaults.InitialConcurrency, options.MaxConcurrency));

    public HotKeys HotKeys { get; } = new(options.TimeProvider, ResilienceDefaults.HotKeySpacing);

    /// <summary>The breaker, where it does not let every request pass.</summary>
    public BucketBreaker? Barrier => Volatile.Read(ref _breaker) is { IsClosed: false } breaker ? breaker : null;

    /// <summary>A request ended with an answer, be it one that the request was wrong.</summary>
    public ValueTask AnsweredAsync()
    {
        if (Volatile.Read(ref _breaker) is { } breaker)
        {
            return breaker.CountAsync(failure: null);
        }

        if (options.TimeProvider.GetElapsedTime(Volatile.Read(ref _windowStart)) > ResilienceDefaults.BreakerWindow)
        {
            Volatile.Write(ref _windowStart, options.TimeProvider.GetTimestamp());
            Volatile.Write(ref _successes, 0);
        }

        Interlocked.Increment(ref _successes);
        return default;
    }

    /// <summary>A request ended, after all its repeats, with what speaks for the server being down.</summary>
    public ValueTask FailedAsync(Exception failure) => options.BreakerFailureThreshold > 0 ? Breaker().CountAsync(failure) : default;

    private BucketBreaker Breaker()
    {
        if (Volatile.Read(ref _breaker) is { } made)
        {
            return made;
        }

        bool isRecent = options.TimeProvider.GetElapsedTime(Volatile.Read(ref _windowStart)) <= ResilienceDefaults.BreakerWindow;
        BucketBreaker breaker = new(bucket, options, isRecent ? Math.Min(Volatile.Read(ref _successes), MostSeeds) : 0);
        return Interlocked.CompareExchange(ref _breaker, breaker, null) ?? breaker;
    }
}
