using System.Runtime.CompilerServices;
using R2.Diagnostics;
using R2.Resilience;

namespace R2.Retry;

/// <summary>What all requests to one bucket share: the breaker, the number in flight, the keys that are written too often.</summary>
internal sealed class BucketState(string bucket, ResilienceOptions options)
{
    /// <summary>More successes than these say no more to a breaker: nine times as many failures in its window are an outage.</summary>
    private const int MostSeeds = 1000;

    /// <summary>
    /// A <see cref="BucketBreaker"/>, once a request has failed. Its type is named only in methods that are not inlined and run when there is one: to compile any other
    /// would load R2.Resilience.
    /// </summary>
    private object? _breaker;
    private long _windowStart = options.TimeProvider.GetTimestamp();
    private int _successes;

    public ConcurrencyGate Gate { get; } = new(new AdaptiveLimit(ResilienceDefaults.InitialConcurrency, options.MaxConcurrency));

    public HotKeys HotKeys { get; } = new(options.TimeProvider, ResilienceDefaults.HotKeySpacing);

    /// <summary>Whether the breaker does not let every request pass; then each goes through <see cref="TryAsync"/>.</summary>
    public bool IsBarred => Volatile.Read(ref _breaker) is { } breaker && !IsClosed(breaker);

    /// <summary>A request ended with a response, be it one that the request was wrong.</summary>
    public ValueTask AnsweredAsync()
    {
        if (Volatile.Read(ref _breaker) is { } breaker)
        {
            return CountAsync(breaker, failure: null);
        }

        if (options.TimeProvider.GetElapsedTime(Volatile.Read(ref _windowStart)) > ResilienceDefaults.BreakerWindow)
        {
            Volatile.Write(ref _windowStart, options.TimeProvider.GetTimestamp());
            Volatile.Write(ref _successes, 0);
        }

        Interlocked.Increment(ref _successes);
        return default;
    }

    /// <summary>A request ended, after all its retries, with what speaks for the server being down.</summary>
    public ValueTask FailedAsync(Exception failure) => options.BreakerFailureThreshold > 0 ? CountAsync(Volatile.Read(ref _breaker) ?? Create(), failure) : default;

    /// <summary>Sends a request through the breaker.</summary>
    /// <exception cref="CircuitOpenException">It was refused.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task TryAsync(Func<Task> send) => ((BucketBreaker)_breaker!).TryAsync(send);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsClosed(object breaker) => ((BucketBreaker)breaker).IsClosed;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask CountAsync(object breaker, Exception? failure) => ((BucketBreaker)breaker).CountAsync(failure);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private object Create()
    {
        BreakerOptions breaker = new()
        {
            FailureThreshold = options.BreakerFailureThreshold,
            FailureRatio = ResilienceDefaults.BreakerFailureRatio,
            Window = ResilienceDefaults.BreakerWindow,
            ResetTimeout = options.BreakerResetTimeout,
            IsOutage = exception => options.Classify(exception).IsOutage,
            OnState = state => options.OnBreakerState?.Invoke(bucket, (R2BreakerState)state),
            Refusal = static (wait, lastFailure) => new CircuitOpenException(wait, lastFailure),
            TimeProvider = options.TimeProvider,
        };
        bool isRecent = options.TimeProvider.GetElapsedTime(Volatile.Read(ref _windowStart)) <= ResilienceDefaults.BreakerWindow;
        BucketBreaker made = new(breaker, isRecent ? Math.Min(Volatile.Read(ref _successes), MostSeeds) : 0);
        return Interlocked.CompareExchange(ref _breaker, made, null) ?? made;
    }
}
