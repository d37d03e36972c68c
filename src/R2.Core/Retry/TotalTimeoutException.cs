namespace R2.Retry;

/// <summary>A request that was not done within its time, all attempts and waits together.</summary>
internal sealed class TotalTimeoutException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="timeout">The time it had.</param>
    /// <param name="cause">Cause.</param>
    public TotalTimeoutException(TimeSpan timeout, Exception cause)
        : base("The request was not done within its time.", cause) => Timeout = timeout;

    /// <summary>The time it had.</summary>
    public TimeSpan Timeout { get; }
}
