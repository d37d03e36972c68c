namespace R2;

/// <summary>How requests are sent again, those of transfers too. Sent again is what failed for a passing reason, and what may be.</summary>
public sealed record R2RetryOptions
{
    /// <summary>
    /// Attempts for one request or one stretch of a download, 1 to 100; 3 by default. A request that does more when it is sent twice is sent again only where the first certainly did
    /// nothing, or, by a transfer, after a look at what it did.
    /// </summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Wait before the second attempt, 1 ms to <see cref="MaxDelay"/>, 100 ms by default; it grows from there, with jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between attempts, up to 1 hour, also where the server asks for more; 30 seconds by default.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for a request with all its attempts and waits, up to the response's headers, 1 second to 1 day; null for no limit, by default.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    internal void Validate()
    {
        if (TotalTimeout is { } total && (total < TimeSpan.FromSeconds(1) || total > TimeSpan.FromDays(1)))
        {
            throw R2Exception.OutOfRange(nameof(TotalTimeout), $"{total.TotalSeconds} s", "1 second to 1 day");
        }

        if (MaxAttempts is < 1 or > 100)
        {
            throw R2Exception.OutOfRange(nameof(MaxAttempts), MaxAttempts, "1 to 100 attempts");
        }

        if (MaxDelay < TimeSpan.FromMilliseconds(1) || MaxDelay > TimeSpan.FromHours(1))
        {
            throw R2Exception.OutOfRange(nameof(MaxDelay), $"{MaxDelay.TotalMilliseconds} ms", "1 to 3,600,000 milliseconds");
        }

        if (BaseDelay < TimeSpan.FromMilliseconds(1) || BaseDelay > MaxDelay)
        {
            throw R2Exception.OutOfRange(nameof(BaseDelay), $"{BaseDelay.TotalMilliseconds} ms", $"1 to {MaxDelay.TotalMilliseconds} milliseconds, which is MaxDelay");
        }
    }
}
