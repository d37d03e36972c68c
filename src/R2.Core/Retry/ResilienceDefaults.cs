namespace R2.Retry;

/// <summary>Defaults of <see cref="ResilienceOptions"/>, in one place.</summary>
internal static class ResilienceDefaults
{
    /// <summary>Attempts for one request.</summary>
    public const int MaxAttempts = 3;

    /// <summary>Failures in a row that open a breaker.</summary>
    public const int BreakerFailureThreshold = 5;

    /// <summary>Requests in flight to one bucket that a client begins with; success makes them more, refusals fewer.</summary>
    public const int InitialConcurrency = 20;

    /// <summary>Requests in flight to one bucket at most.</summary>
    public const int MaxConcurrency = 1000;

    /// <summary>
    /// Share of failures among the requests of the last <see cref="BreakerWindow"/> that opens a breaker: a busy bucket that refuses some is no outage.
    /// </summary>
    public const double BreakerFailureRatio = 0.9;

    /// <summary>Wait before the second attempt: 100 ms.</summary>
    public static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between attempts: 30 s.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker refuses: 30 s.</summary>
    public static readonly TimeSpan BreakerResetTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What a breaker looks back on: 10 s.</summary>
    public static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(10);

    /// <summary>Time between two writes of a key that was refused for being written too often: https://developers.cloudflare.com/r2/platform/limits/</summary>
    public static readonly TimeSpan HotKeySpacing = TimeSpan.FromSeconds(1);
}
