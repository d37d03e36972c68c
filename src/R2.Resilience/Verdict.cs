namespace R2.Resilience;

/// <summary>What a failed attempt means for the next one.</summary>
public readonly record struct Verdict
{
    /// <summary>Repeating does not mend it.</summary>
    public static readonly Verdict Final;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the server may have done what was asked although the answer was lost; then only idempotent requests are repeated.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Kind of error, as in the metrics: <c>throttled</c>, <c>server</c>, <c>network</c>, <c>timeout</c> …</summary>
    public string? ErrorType { get; init; }
}
