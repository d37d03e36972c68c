using System.Diagnostics;
using R2.Models;
using R2.Retry;

namespace R2.Requests;

/// <summary>
/// One DeleteObjects to its end: its response says 200 also where it refuses single keys, and those that were refused for a passing reason are asked for again,
/// they alone. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
/// </summary>
/// <param name="retry">How often a key is asked for at most, retries of whole requests included; its budget is that of all batches together, so that many of them do not go on before a wall.</param>
/// <param name="remove">Sends a request for some keys; it gets the number of attempts that were made for them before.</param>
internal sealed class BatchRemover(RetryPolicy retry, Func<IReadOnlyList<string>, int, CancellationToken, Task<IReadOnlyList<R2DeleteResult>>> remove)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public async Task<IReadOnlyList<R2DeleteResult>> RunAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        IReadOnlyList<R2DeleteResult> results = await remove(keys, 0, cancellationToken).ConfigureAwait(false);
        TimeSpan delay = TimeSpan.Zero;
        for (bool mayGoOn = true; mayGoOn;)
        {
            R2DeleteResult[] refused = [.. results.Where(MayRepeat)];
            if (refused.Length == 0)
            {
                if (!results.Any(static result => result.IsRetryable))
                {
                    retry.Budget?.Earn();
                }

                break;
            }

            int attempts = refused.Max(static result => result.Attempts);
            if (retry.Budget?.TryTake() == false)
            {
                break;
            }

            delay = retry.NextDelay(delay, retryAfter: null);
            await retry.WaitAsync(delay, cancellationToken).ConfigureAwait(false);
            (IReadOnlyList<R2DeleteResult> again, mayGoOn) = await RepeatAsync(refused, attempts, cancellationToken).ConfigureAwait(false);
            ILookup<string, R2DeleteResult> byKey = again.ToLookup(static result => result.Key, StringComparer.Ordinal);
            TimeSpan took = Stopwatch.GetElapsedTime(_started);
            results = [.. results.Select(result => MayRepeat(result) ? (byKey[result.Key].FirstOrDefault() ?? result with { Attempts = attempts + 1 }) with { Elapsed = took } : result)];
        }

        return results;
    }

    private bool MayRepeat(R2DeleteResult result) => result.IsRetryable && FailureOf(result).Allows(result.Attempts, retry.MaxAttempts);

    private static Failure FailureOf(R2DeleteResult refused) => FailureClassifier.Classify(new R2Exception(refused.ErrorCode!, refused.ErrorMessage ?? "") { IsRetryable = true });

    /// <summary>Where the repeat fails as a whole, each of its keys has failed so: what became of the others is known, and must be told.</summary>
    private async Task<(IReadOnlyList<R2DeleteResult> Results, bool MayGoOn)> RepeatAsync(R2DeleteResult[] refused, int attempts, CancellationToken cancellationToken)
    {
        try
        {
            return (await remove([.. refused.Select(static result => result.Key).Distinct(StringComparer.Ordinal)], attempts, cancellationToken).ConfigureAwait(false), true);
        }
        catch (R2Exception e)
        {
            // It was repeated by the client as often as it may be.
            return ([.. refused.Select(result => result with { ErrorCode = e.Code, ErrorMessage = e.Message, RequestId = e.RequestId, Attempts = e.Attempts })], false);
        }
    }
}
