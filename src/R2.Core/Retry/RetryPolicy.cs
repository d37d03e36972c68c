namespace R2.Retry;

/// <summary>
/// How a request may be retried. A client has one for all that it sends. A transfer hands in its own, with a budget for all its requests and what to look for where a
/// response was lost: it knows what that may have left at the server.
/// </summary>
internal sealed record RetryPolicy
{
    /// <summary>Attempts for one request, 1 or more.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Wait before the second attempt; it grows from there, with jitter.</summary>
    public required TimeSpan BaseDelay { get; init; }

    /// <summary>Longest wait between attempts.</summary>
    public required TimeSpan MaxDelay { get; init; }

    /// <summary>Time for a request with all its attempts and waits, up to the response's headers; null for no limit.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Clock to wait by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Randomness of the waits: 0 up to, not including, 1. Called by many threads.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Retries of all requests of one transfer; null where each has its own attempts alone.</summary>
    public RetryBudget? Budget { get; init; }

    /// <summary>Requests of all transfers that may be under way at once. A request has its slot during its attempts, and gives it back between them.</summary>
    public SemaphoreSlim? Slots { get; init; }

    /// <summary>How many requests of one command go at once: where nothing speaks against it, a bucket begins with as many.</summary>
    public int AtOnce { get; init; }

    /// <summary>Whether a request whose response was lost is sent again even where that does more than to send it once: whoever sets it knows, or looks first.</summary>
    public bool RetriesWhatMayBeDone { get; init; }

    /// <summary>
    /// Looks for what a request did, after a failure, where an attempt may have been done: gets the failure, and whether it is its response that was lost. What it finds stands
    /// for the response; where it finds nothing, the failure stands.
    /// </summary>
    public Func<R2Exception, bool, CancellationToken, ValueTask<object?>>? LookFirst { get; init; }

    /// <summary>Called before something is sent again.</summary>
    public Action? OnRetry { get; init; }

    /// <summary>Attempts that the caller made before, which count.</summary>
    public int AttemptsBefore { get; init; }

    /// <summary>Ends an attempt that is under way, in place of the caller's token, which then only ends the waits.</summary>
    public CancellationToken? AttemptCancellation { get; init; }

    /// <summary>The policy of a client.</summary>
    public static RetryPolicy Of(R2ClientOptions options) => new()
    {
        MaxAttempts = options.Retry.MaxAttempts,
        BaseDelay = options.Retry.BaseDelay,
        MaxDelay = options.Retry.MaxDelay,
        TotalTimeout = options.Retry.TotalTimeout,
        TimeProvider = options.TimeProvider,
        Random = options.Random,
    };

    /// <summary>Whether to try again after so many attempts; takes from the budget.</summary>
    public bool Allows(Failure failure, int attempts, bool isIdempotent) =>
        failure.IsTransient
        && (isIdempotent || RetriesWhatMayBeDone || !failure.MayHaveHappened)
        && failure.Allows(attempts, MaxAttempts)
        && (Budget is null || Budget.TryTake());

    /// <summary>The wait after <paramref name="previous"/>.</summary>
    public TimeSpan NextDelay(TimeSpan previous, TimeSpan? retryAfter) => Backoff.Next(previous, retryAfter, BaseDelay, MaxDelay, Random());

    /// <summary>Waits as long as <see cref="NextDelay"/> said.</summary>
    public Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, TimeProvider, cancellationToken);
}
