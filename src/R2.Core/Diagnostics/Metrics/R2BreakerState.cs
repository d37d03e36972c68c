namespace R2;

/// <summary>State of a circuit breaker; the numbers are those of <see cref="R2MetricNames.CircuitBreakerState"/>.</summary>
public enum R2BreakerState
{
    /// <summary>Requests pass.</summary>
    Closed = 0,

    /// <summary>Requests are refused here, without being sent, until the server has had its rest.</summary>
    Open = 1,

    /// <summary>One request is let through to see how the server is.</summary>
    HalfOpen = 2,
}
