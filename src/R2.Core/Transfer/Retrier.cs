namespace R2.Transfer;

/// <summary>
/// Repeats what failed for a passing reason, after a wait with decorrelated jitter, or the wait that the server asks for.
/// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
/// </summary>
internal sealed class Retrier(TransferOptions options)
{
    private readonly Random _random = new();

    /// <param name="action">What to do; it gets the number of the attempt, from 1.</param>
    /// <param name="count">Called with each attempt after the first.</param>
    /// <param name="cancellationToken">Cancels, also during a wait.</param>
    public async Task<T> RunAsync<T>(Func<int, CancellationToken, Task<T>> action, Action? count, CancellationToken cancellationToken)
    {
        TimeSpan delay = options.BaseDelay;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await action(attempt, cancellationToken).ConfigureAwait(false);
            }
            catch (R2Exception e) when (MayRepeat(e) && attempt < options.MaxAttempts)
            {
                delay = Next(delay, e.RetryAfter);
            }
            catch (R2Exception e)
            {
                e.Tried(attempt);
                throw;
            }

            await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            count?.Invoke();
        }
    }

    /// <summary>A wrong digest is no fault of the source: the bytes changed on the way, and sending them again mends it.</summary>
    public static bool MayRepeat(R2Exception exception) => exception.IsRetryable || exception.Code is "BadDigest" or "XAmzContentSHA256Mismatch";

    /// <summary>The wait after <paramref name="previous"/>.</summary>
    public TimeSpan Next(TimeSpan previous, TimeSpan? retryAfter)
    {
        double jittered;
        lock (_random)
        {
            jittered = options.BaseDelay.TotalMilliseconds + (_random.NextDouble() * ((previous.TotalMilliseconds * 3) - options.BaseDelay.TotalMilliseconds));
        }

        double milliseconds = Math.Max(jittered, retryAfter?.TotalMilliseconds ?? 0);
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, options.MaxDelay.TotalMilliseconds));
    }
}
