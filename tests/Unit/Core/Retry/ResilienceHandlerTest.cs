using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

/// <summary>A handler over requests that fail as a test says, and that are counted.</summary>
public abstract class ResilienceHandlerTest
{
    private protected static readonly Failure s_refused = new() { IsTransient = true, IsOverload = true, ErrorType = "throttled" };
    private protected static readonly Failure s_lost = new() { IsTransient = true, MayHaveHappened = true, IsOutage = true, ErrorType = "network" };

    private protected readonly SkippingTime _time = new();
    private protected readonly List<string> _told = [];
    private protected int _sent;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected static RequestTraits Write(string key) => new() { Operation = "PutObject", Bucket = "bucket", Key = key, IsWrite = true, IsObjectWrite = true };

    private protected static RequestTraits Traits(bool idempotent, int? maxAttempts = null, string? bucket = "bucket") =>
        new() { Operation = "GetObject", Bucket = bucket, Key = "key", IsIdempotent = idempotent, MaxAttempts = maxAttempts };

    private protected static HttpRequestMessage Message(RequestTraits traits)
    {
        HttpRequestMessage message = new(HttpMethod.Get, "http://example.com/bucket/key");
        message.Options.Set(RequestTraits.OptionsKey, traits);
        return message;
    }

    private protected static Failure Classify(Exception exception) => exception is FailedException failed ? failed.Failure : Failure.Final;

    private protected async Task<HttpResponseMessage> SendAsync(RequestTraits traits, Func<int, Failure?> fails, int attempts = 3)
    {
        using HttpMessageInvoker invoker = Invoker(
            new() { MaxAttempts = attempts, Classify = Classify, TimeProvider = _time, BreakerFailureThreshold = 0, OnRetry = (traits, type) => _told.Add($"{traits.Operation} {traits.Attempts} {type}") },
            fails);
        return await invoker.SendAsync(Message(traits), Cancellation);
    }

    private protected static async Task SendManyAsync(HttpMessageInvoker invoker, int times)
    {
        for (int i = 0; i < times; i++)
        {
            try
            {
                (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
            }
            catch (FailedException)
            {
                // Counted where it was sent.
            }
            catch (CircuitOpenException)
            {
                return;
            }
        }
    }

    private protected static Task<HttpResponseMessage>[] SendMany(HttpMessageInvoker invoker, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => invoker.SendAsync(Message(Traits(true)), Cancellation))];

    private protected static async Task EndAsync(Task<HttpResponseMessage> sent, TaskCompletionSource<HttpResponseMessage> held, Failure? failure)
    {
        if (failure is { } known)
        {
            held.SetException(new FailedException(known));
            await Assert.ThrowsAsync<FailedException>(() => sent);
        }
        else
        {
            held.SetResult(new HttpResponseMessage());
            (await sent).Dispose();
        }
    }

    /// <summary>Whoever gets a place is held there, before the call returns.</summary>
    private protected static HttpMessageInvoker Held(ResilienceOptions options, Queue<TaskCompletionSource<HttpResponseMessage>> held) => new(new ResilienceHandler(options)
    {
        InnerHandler = new Inner(_ =>
        {
            TaskCompletionSource<HttpResponseMessage> one = new(TaskCreationOptions.RunContinuationsAsynchronously);
            held.Enqueue(one);
            return one.Task;
        }),
    });

    private protected HttpMessageInvoker Invoker(ResilienceOptions options, Func<int, Failure?> fails) => new(new ResilienceHandler(options)
    {
        InnerHandler = new Inner(_ => fails(Interlocked.Increment(ref _sent)) is { } failure
            ? Task.FromException<HttpResponseMessage>(new FailedException(failure))
            : Task.FromResult(new HttpResponseMessage())),
    });

    private protected sealed class FailedException(Failure failure) : Exception("failed")
    {
        public Failure Failure => failure;
    }

    private protected sealed class Inner(Func<HttpRequestMessage, Task<HttpResponseMessage>> send) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => send(request);
    }
}
