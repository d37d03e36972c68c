namespace R2.Retry;

/// <summary>A request that was not sent because those before it failed.</summary>
internal sealed class CircuitOpenException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="retryAfter">Time until the next request is let through.</param>
    /// <param name="lastFailure">What opened the breaker; may be null.</param>
    public CircuitOpenException(TimeSpan retryAfter, Exception? lastFailure)
        : base("The requests before failed, so this one was not sent.", lastFailure) => RetryAfter = retryAfter;

    /// <summary>Time until the next request is let through.</summary>
    public TimeSpan RetryAfter { get; }
}
