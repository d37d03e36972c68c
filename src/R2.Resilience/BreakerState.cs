namespace R2.Resilience;

/// <summary>State of a circuit breaker. The numbers are those of the metric <c>r2_circuit_breaker_state</c>.</summary>
public enum BreakerState
{
    /// <summary>Requests pass.</summary>
    Closed = 0,

    /// <summary>Requests fail at once.</summary>
    Open = 1,

    /// <summary>One request tries whether the server answers again.</summary>
    HalfOpen = 2,
}
