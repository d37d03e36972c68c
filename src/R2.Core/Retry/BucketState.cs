using System.Runtime.CompilerServices;
using R2.Diagnostics;
using R2.Requests;
using R2.Resilience;

namespace R2.Retry;

/// <summary>What all requests to one bucket share: the breaker, the number in flight, the keys that are written too often.</summary>
/// <param name="bucket">Name of the bucket; empty for requests about an account.</param>
/// <param name="options">Options of the client.</param>
/// <param name="telemetry">Shows the breaker's state.</param>
/// <param name="maxConcurrency">Requests in flight at most.</param>
internal sealed class BucketState(string bucket, R2ClientOptions options, ClientTelemetry telemetry, int maxConcurrency)
{
    /// <summary>Requests in flight to one bucket at most.</summary>
    public const int MaxConcurrency = 1000;

    /// <summary>Requests in flight that a client begins with, unless somebody asks for more (<see cref="Expect"/>); success makes them more, refusals fewer.</summary>
    public const int InitialConcurrency = 20;

    /// <summary>Share of failures among the requests of the last <see cref="R2ClientOptions.BreakerWindow"/> that opens a breaker: a busy bucket that refuses some is no outage.</summary>
    private const double BreakerFailureRatio = 0.9;

    /// <summary>More successes than these say no more to a breaker: nine times as many failures in its window are an outage.</summary>
    private const int MostSeeds = 1000;

    /// <summary>Longer bodies say more about the line than about the server.</summary>
    private const long TimedUpTo = 64 * 1024;

    /// <summary>Time between two writes of a key that was refused for being written too often: https://developers.cloudflare.com/r2/platform/limits/</summary>
    private static readonly TimeSpan s_hotKeySpacing = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyGate _gate = new(new AdaptiveLimit(InitialConcurrency, maxConcurrency));
    private readonly HotKeys _hotKeys = new(options.TimeProvider, s_hotKeySpacing);

    /// <summary>
    /// A <see cref="BucketBreaker"/>, once a request has failed. Its type is named only in methods that are not inlined and run when there is one: to compile any other
    /// would load R2.Resilience.
    /// </summary>
    private object? _breaker;
    private long _windowStart = options.TimeProvider.GetTimestamp();
    private int _successes;

    /// <summary>Whether the breaker does not let every request pass; then each goes through <see cref="TryAsync"/>.</summary>
    public bool IsBarred => Volatile.Read(ref _breaker) is { } breaker && !IsClosed(breaker);

    /// <summary>Somebody wants so many requests in flight, and says so: no slow beginning, until something speaks against it.</summary>
    public void Expect(int atOnce) => _gate.Expect(atOnce);

    /// <summary>Waits for the key's turn, where it is written too often, and for a place.</summary>
    /// <returns>The place, which <see cref="Leave"/> gives back.</returns>
    public ValueTask<long> EnterAsync(S3Request request, CancellationToken cancellationToken)
    {
        ValueTask turn = request is { IsObjectWrite: true, Key: { } key } ? _hotKeys.WaitAsync(key, cancellationToken) : default;
        return turn.IsCompletedSuccessfully ? _gate.EnterAsync(cancellationToken) : EnterAfterAsync(turn, cancellationToken);
    }

    /// <summary>An attempt is over. Learns from it how much the bucket bears.</summary>
    /// <param name="request">Request.</param>
    /// <param name="place">Its place; null where it did not get one.</param>
    /// <param name="succeeded">Whether it succeeded.</param>
    /// <param name="failure">How it failed, if it did.</param>
    /// <param name="started">When it began, as a time stamp.</param>
    public void Leave(S3Request request, long? place, bool succeeded, Failure failure, long started)
    {
        if (place is not { } generation)
        {
            return;
        }

        if (failure.IsHotKey && request is { IsObjectWrite: true, Key: { } hot })
        {
            _hotKeys.Add(hot);
        }

        bool isTimed = (request.Body?.Length ?? 0) <= TimedUpTo;
        _gate.Leave(generation, succeeded, failure.IsOverload, isTimed ? options.TimeProvider.GetElapsedTime(started).TotalMilliseconds : null);
    }

    /// <summary>Counts a request that has ended, after all its retries.</summary>
    /// <param name="failure">What speaks for the server being down; null for a response, be it one that the request was wrong.</param>
    /// <param name="isTrial">Whether it went through the breaker, which has counted it by itself.</param>
    public ValueTask CountAsync(Exception? failure, bool isTrial)
    {
        if (isTrial || (failure is not null && options.BreakerFailureThreshold == 0))
        {
            return default;
        }

        if ((Volatile.Read(ref _breaker) ?? (failure is null ? null : Create())) is { } breaker)
        {
            return CountAsync(breaker, failure);
        }

        if (!IsInWindow)
        {
            Volatile.Write(ref _windowStart, options.TimeProvider.GetTimestamp());
            Volatile.Write(ref _successes, 0);
        }

        Interlocked.Increment(ref _successes);
        return default;
    }

    /// <summary>Sends a request through the breaker.</summary>
    /// <exception cref="CircuitOpenException">It was refused.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task TryAsync(Func<Task> send) => ((BucketBreaker)_breaker!).TryAsync(send);

    private bool IsInWindow => options.TimeProvider.GetElapsedTime(Volatile.Read(ref _windowStart)) <= options.BreakerWindow;

    private async ValueTask<long> EnterAfterAsync(ValueTask turn, CancellationToken cancellationToken)
    {
        await turn.ConfigureAwait(false);
        return await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsClosed(object breaker) => ((BucketBreaker)breaker).IsClosed;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask CountAsync(object breaker, Exception? failure) => ((BucketBreaker)breaker).CountAsync(failure);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private object Create()
    {
        BreakerOptions breaker = new()
        {
            FailureThreshold = options.BreakerFailureThreshold,
            FailureRatio = BreakerFailureRatio,
            Window = options.BreakerWindow,
            ResetTimeout = options.BreakerResetTimeout,
            IsOutage = static exception => FailureClassifier.Classify(exception).IsOutage,
            OnState = state => telemetry.Broke(bucket, (R2BreakerState)state),
            Refusal = static (wait, lastFailure) => new CircuitOpenException(wait, lastFailure),
            TimeProvider = options.TimeProvider,
        };
        BucketBreaker made = new(breaker, IsInWindow ? Math.Min(Volatile.Read(ref _successes), MostSeeds) : 0);
        return Interlocked.CompareExchange(ref _breaker, made, null) ?? made;
    }
}
