namespace R2.Retry;

/// <summary>What a failed attempt means for the next one, and for the others to the same bucket.</summary>
internal readonly record struct Failure
{
    /// <summary>Repeating does not mend it, and it says nothing of the server's health.</summary>
    public static readonly Failure Final;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the server may have done what was asked although the response was lost; then only idempotent requests are repeated.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>Whether one repetition has to do: what is in the way is more likely to stay than to pass.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Whether it may be sent again after so many attempts.</summary>
    /// <param name="attempts">Attempts made.</param>
    /// <param name="maxAttempts">Attempts allowed.</param>
    public bool Allows(int attempts, int maxAttempts) => attempts < (IsOnce ? Math.Min(2, maxAttempts) : maxAttempts);

    /// <summary>Whether it speaks for the server being down: it counts for the circuit breaker.</summary>
    public bool IsOutage { get; init; }

    /// <summary>Whether the server asks for less: fewer requests are sent at once.</summary>
    public bool IsOverload { get; init; }

    /// <summary>Whether it is this one key that is written too often; its writes are then spaced.</summary>
    public bool IsHotKey { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
