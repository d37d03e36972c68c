namespace R2;

/// <summary>Defaults of <see cref="R2ClientOptions"/>, in one place.</summary>
public static class R2ClientDefaults
{
    /// <summary>Region that R2 signs for.</summary>
    public const string Region = "auto";

    /// <summary>Service in the credential scope.</summary>
    public const string Service = "s3";

    /// <summary>How long nothing may move in a request or a response: 300 seconds.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(300);

    /// <summary>How long connecting may take, TLS included: 30 seconds.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle connection is kept: 90 seconds.</summary>
    public static readonly TimeSpan PoolIdleTimeout = TimeSpan.FromSeconds(90);

    /// <summary>How long a connection is used at most, so that changes of DNS are followed: 10 minutes.</summary>
    public static readonly TimeSpan PoolLifetime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Repetitions of DeleteObjects for keys that it refused that one client may make without a success between them, for each attempt after the first that a request has.
    /// </summary>
    internal const int KeyBudgetPerAttempt = 10;

    /// <summary>Failures that open the circuit breaker of a bucket.</summary>
    public const int BreakerFailureThreshold = 5;

    /// <summary>How long an open circuit breaker refuses: 30 s.</summary>
    public static readonly TimeSpan BreakerResetTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What the circuit breaker of a bucket looks back on: 60 s.</summary>
    public static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(60);

    /// <summary>Idle connections that are kept at most.</summary>
    public const int PoolMaxIdle = 20;

    /// <summary>How long a connection beyond those is kept for the next request: 2 s.</summary>
    internal static readonly TimeSpan ExtraPoolIdleTimeout = TimeSpan.FromSeconds(2);
}
