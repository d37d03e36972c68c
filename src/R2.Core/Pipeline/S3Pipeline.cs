using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using R2.Diagnostics;
using R2.Errors;
using R2.Requests;
using R2.Retry;

namespace R2.Pipeline;

/// <summary>
/// The road of every request: it waits for its turn, is sent, and is sent again by what it is and how it failed, never by its verb. Refuses at once where a bucket is down,
/// and sends as many requests at once as the bucket bears.
/// </summary>
/// <param name="options">Options of the client.</param>
/// <param name="telemetry">Counts retries, and shows the states of the breakers.</param>
/// <param name="attempt">Sends a request once, see <see cref="S3Attempt"/>: a success, or an <see cref="R2Exception"/>.</param>
/// <param name="maxConcurrency">Requests in flight to one bucket at most; how many of them are used is learnt.</param>
internal sealed class S3Pipeline(
    R2ClientOptions options, ClientTelemetry telemetry, Func<S3Exchange, CancellationToken, Task<S3Response>> attempt, int maxConcurrency = BucketState.MaxConcurrency)
{
    private readonly ConcurrentDictionary<string, BucketState> _buckets = new(StringComparer.Ordinal);

    /// <summary>Sends a request until it succeeds or may not be retried.</summary>
    /// <returns>The response; null where it was lost and a look found what it did, which is then the exchange's result.</returns>
    /// <exception cref="R2Exception">It failed, or its bucket is down and it was not sent.</exception>
    public Task<S3Response?> SendAsync(S3Exchange exchange, CancellationToken cancellationToken)
    {
        string bucket = exchange.Request.Bucket ?? "";
        if (!_buckets.TryGetValue(bucket, out BucketState? state))
        {
            state = _buckets.GetOrAdd(bucket, new BucketState(bucket, options, telemetry, maxConcurrency));
        }

        if (exchange.Retry.AtOnce > BucketState.InitialConcurrency)
        {
            state.Expect(exchange.Retry.AtOnce);
        }

        return SendAsync(exchange, state, isTrial: false, cancellationToken);
    }

    /// <summary>The one loop: slot, attempt, classify, look first, wait.</summary>
    private async Task<S3Response?> SendAsync(S3Exchange exchange, BucketState bucket, bool isTrial, CancellationToken cancellationToken)
    {
        (S3Request request, RetryPolicy retry) = (exchange.Request, exchange.Retry);
        bool isNew = !isTrial;
        for (TimeSpan delay = TimeSpan.Zero; ;)
        {
            if (retry.Slots is { } slots)
            {
                await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (isNew)
            {
                isNew = false;
                exchange.Begin();
                if (bucket.IsBarred)
                {
                    retry.Slots?.Release();
                    return await TryAsync(exchange, bucket, cancellationToken).ConfigureAwait(false);
                }
            }

            R2Exception failure;
            Failure kind = Failure.Final;
            (long? place, long started, bool succeeded) = (null, 0, false);
            try
            {
                place = await bucket.EnterAsync(request, cancellationToken).ConfigureAwait(false);
                started = options.TimeProvider.GetTimestamp();
                Count(exchange);
                S3Response response = await attempt(exchange, retry.AttemptCancellation ?? cancellationToken).ConfigureAwait(false);
                succeeded = true;
                retry.Budget?.Earn();
                await bucket.CountAsync(failure: null, isTrial).ConfigureAwait(false);
                return response;
            }
            catch (R2Exception e)
            {
                (failure, kind) = (e, FailureClassifier.Classify(e));
            }
            finally
            {
                bucket.Leave(request, place, succeeded, kind, started);
                retry.Slots?.Release();
            }

            exchange.LastFailure = failure;
            exchange.MayBeDone |= kind.MayHaveHappened;
            if (exchange.MayBeDone && retry.LookFirst is { } look && await look(failure, kind.MayHaveHappened, cancellationToken).ConfigureAwait(false) is { } found)
            {
                exchange.Result = found;
                return null;
            }

            if (!retry.Allows(kind, exchange.Attempts, request.IsIdempotent))
            {
                await bucket.CountAsync(kind.IsOutage ? failure : null, isTrial).ConfigureAwait(false);
                ExceptionDispatchInfo.Throw(failure);
            }

            delay = retry.NextDelay(delay, kind.RetryAfter);
            await retry.WaitAsync(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Count(S3Exchange exchange)
    {
        exchange.Attempts++;
        if (exchange.Attempts > 1)
        {
            telemetry.Retried(exchange.Request.Operation, exchange.Attempts);
            exchange.Retry.OnRetry?.Invoke();
        }
    }

    /// <summary>Through the breaker of a bucket that is down: refused, or the one request that tries whether the server answers again.</summary>
    private async Task<S3Response?> TryAsync(S3Exchange exchange, BucketState bucket, CancellationToken cancellationToken)
    {
        S3Response? response = null;
        try
        {
            await bucket.TryAsync(async () => response = await SendAsync(exchange, bucket, isTrial: true, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return response;
        }
        catch (CircuitOpenException e)
        {
            throw TransportErrors.Open(e, exchange.Request, options.TimeProvider.GetUtcNow());
        }
    }
}
