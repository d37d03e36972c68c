namespace R2;

/// <summary>State of the circuit breaker of one bucket.</summary>
/// <param name="Endpoint">Host of the endpoint.</param>
/// <param name="Bucket">Name of the bucket; empty for operations of the account.</param>
/// <param name="State">State.</param>
public sealed record R2BreakerMetric(string Endpoint, string Bucket, R2BreakerState State)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Bucket}: {State}";
}
