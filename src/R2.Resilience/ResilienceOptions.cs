namespace R2.Resilience;

/// <summary>How requests are repeated, and whom to tell.</summary>
public sealed class ResilienceOptions
{
    /// <summary>Attempts for one request, 1 or more.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Wait before the second attempt; it grows from there, with jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between attempts.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Judges what went wrong with an attempt; what is not judged is final.</summary>
    public Func<Exception, Verdict> Judge { get; init; } = static _ => Verdict.Final;

    /// <summary>Clock to wait by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Randomness of the jitter: 0 up to, not including, 1. Called by many threads.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Called before each repetition: the request, with the attempts made so far, and the kind of error (<see cref="Verdict.ErrorType"/>). It must not throw.</summary>
    public Action<RequestTraits, string>? OnRetry { get; init; }

    /// <summary>Called when a breaker changes: bucket, empty for the account's requests, and new state. It must not throw.</summary>
    public Action<string, BreakerState>? OnBreakerState { get; init; }
}
