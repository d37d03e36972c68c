using System.Diagnostics;
using R2.Models;
using R2.Retry;

namespace R2.Http;

/// <summary>
/// One DeleteObjects to its end: its answer says 200 also where it refuses single keys, and those that were refused for a passing reason are asked for again,
/// they alone. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
/// </summary>
/// <param name="options">Waits, clock and randomness.</param>
/// <param name="maxAttempts">How often a key is asked for at most, repeats of whole requests included.</param>
/// <param name="budget">Repetitions of all batches together, so that many of them do not go on before a wall.</param>
/// <param name="remove">Sends a request for some keys; it gets the number of the attempt.</param>
internal sealed class BatchRemover(
    R2ClientOptions options, int maxAttempts, RetryBudget budget, Func<IReadOnlyList<string>, int, CancellationToken, Task<IReadOnlyList<R2DeleteResult>>> remove)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public async Task<IReadOnlyList<R2DeleteResult>> RunAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        IReadOnlyList<R2DeleteResult> results = await remove(keys, 1, cancellationToken).ConfigureAwait(false);
        TimeSpan delay = TimeSpan.Zero;
        for (bool mayGoOn = true; mayGoOn;)
        {
            R2DeleteResult[] refused = [.. results.Where(MayRepeat)];
            if (refused.Length == 0)
            {
                if (!results.Any(static result => result.IsRetryable))
                {
                    budget.Earn();
                }

                break;
            }

            int attempts = refused.Max(static result => result.Attempts);
            if (!budget.TryTake())
            {
                break;
            }

            delay = await WaitAsync(refused[0], attempts, delay, cancellationToken).ConfigureAwait(false);
            (IReadOnlyList<R2DeleteResult> again, mayGoOn) = await RepeatAsync(refused, attempts + 1, cancellationToken).ConfigureAwait(false);
            ILookup<string, R2DeleteResult> byKey = again.ToLookup(static result => result.Key, StringComparer.Ordinal);
            TimeSpan took = Stopwatch.GetElapsedTime(_started);
            results = [.. results.Select(result => MayRepeat(result) ? (byKey[result.Key].FirstOrDefault() ?? result with { Attempts = attempts + 1 }) with { Duration = took } : result)];
        }

        return results;
    }

    private bool MayRepeat(R2DeleteResult result) => result.IsRetryable && FailureOf(result).Allows(result.Attempts, maxAttempts);

    private static Failure FailureOf(R2DeleteResult refused) => FailureClassifier.Classify(new R2Exception(refused.ErrorCode!, refused.ErrorMessage ?? "") { IsRetryable = true });

    private async Task<TimeSpan> WaitAsync(R2DeleteResult refused, int attempts, TimeSpan delay, CancellationToken cancellationToken)
    {
        options.OnRetry?.Invoke("DeleteObjects", attempts, FailureOf(refused).ErrorType ?? "");
        delay = Backoff.Next(delay, retryAfter: null, options.BaseDelay, options.MaxDelay, options.Random());
        await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return delay;
    }

    /// <summary>Where the repeat fails as a whole, each of its keys has failed so: what became of the others is known, and must be told.</summary>
    private async Task<(IReadOnlyList<R2DeleteResult> Results, bool MayGoOn)> RepeatAsync(R2DeleteResult[] refused, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            return (await remove([.. refused.Select(static result => result.Key).Distinct(StringComparer.Ordinal)], attempt, cancellationToken).ConfigureAwait(false), true);
        }
        catch (R2Exception e)
        {
            // It was repeated by the client as often as it may be.
            return ([.. refused.Select(result => result with { ErrorCode = e.Code, ErrorMessage = e.Message, RequestId = e.RequestId, Attempts = e.Attempts })], false);
        }
    }
}
