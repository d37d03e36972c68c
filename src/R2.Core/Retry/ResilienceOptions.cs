using R2.Diagnostics;

namespace R2.Retry;

/// <summary>How requests are repeated, bounded and refused, and whom to tell. Whoever sets them has checked them.</summary>
internal sealed class ResilienceOptions
{
    /// <summary>Attempts for one request, 1 or more.</summary>
    public int MaxAttempts { get; init; } = ResilienceDefaults.MaxAttempts;

    /// <summary>Wait before the second attempt; it grows from there, with jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = ResilienceDefaults.BaseDelay;

    /// <summary>Longest wait between attempts.</summary>
    public TimeSpan MaxDelay { get; init; } = ResilienceDefaults.MaxDelay;

    /// <summary>Time for a request with all its attempts and waits, up to the answer's headers; null for no limit.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Failures that open a bucket's breaker, 2 or more; 0 for none.</summary>
    public int BreakerFailureThreshold { get; init; } = ResilienceDefaults.BreakerFailureThreshold;

    /// <summary>How long an open breaker refuses.</summary>
    public TimeSpan BreakerResetTimeout { get; init; } = ResilienceDefaults.BreakerResetTimeout;

    /// <summary>Requests in flight to one bucket at most; how many of them are used is learnt.</summary>
    public int MaxConcurrency { get; init; } = ResilienceDefaults.MaxConcurrency;

    /// <summary>Judges what went wrong with an attempt; what is not judged is final.</summary>
    public Func<Exception, Failure> Classify { get; init; } = static _ => Failure.Final;

    /// <summary>Clock to wait by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Randomness of the jitter: 0 up to, not including, 1. Called by many threads.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Called before each repetition: the request, with the attempts made so far, and the kind of error (<see cref="Failure.ErrorType"/>). It must not throw.</summary>
    public Action<RequestTraits, string>? OnRetry { get; init; }

    /// <summary>Called when a breaker changes: bucket, empty for the account's requests, and new state. It must not throw.</summary>
    public Action<string, R2BreakerState>? OnBreakerState { get; init; }
}
