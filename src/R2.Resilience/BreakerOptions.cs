namespace R2.Resilience;

/// <summary>When a breaker opens, for how long, and whom it notifies. Whoever sets them has checked them.</summary>
internal sealed class BreakerOptions
{
    /// <summary>Failures that open it, 2 or more.</summary>
    public required int FailureThreshold { get; init; }

    /// <summary>Share of failures among the requests of the last <see cref="Window"/> that opens it: a busy bucket that refuses some is no outage.</summary>
    public required double FailureRatio { get; init; }

    /// <summary>What it looks back on.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How long it refuses before it lets one request try.</summary>
    public required TimeSpan ResetTimeout { get; init; }

    /// <summary>Whether an exception speaks for the server being down.</summary>
    public required Func<Exception, bool> IsOutage { get; init; }

    /// <summary>Called when its state changes: 0 is closed, 1 open, 2 half-open. It must not throw.</summary>
    public required Action<int> OnState { get; init; }

    /// <summary>Makes the exception for a request that is refused, from the time until the next one is let through and the last failure.</summary>
    public required Func<TimeSpan, Exception?, Exception> Refusal { get; init; }

    /// <summary>Clock.</summary>
    public required TimeProvider TimeProvider { get; init; }
}
