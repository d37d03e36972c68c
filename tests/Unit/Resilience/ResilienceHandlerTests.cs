using System.Net;
using R2.Resilience;
using R2.Unit.Support;

namespace R2.Unit.Resilience;

public class ResilienceHandlerTests
{
    private static readonly Verdict s_refused = new() { IsTransient = true, IsOverload = true, ErrorType = "throttled" };
    private static readonly Verdict s_lost = new() { IsTransient = true, MayHaveHappened = true, IsOutage = true, ErrorType = "network" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly SkippingTime _time = new();
    private readonly List<string> _told = [];
    private int _sent;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    public async Task Send_ErrorThatStays_EndsAfterItsAttempts(int attempts, int expected)
    {
        RequestTraits traits = Traits(idempotent: true);

        await Assert.ThrowsAsync<FailedException>(() => SendAsync(traits, _ => s_refused, attempts));

        Assert.Equal((expected, expected), (_sent, traits.Attempts));
        Assert.Equal(expected - 1, _told.Count);
    }

    [Fact]
    public async Task Send_ErrorThatPasses_AnswersAndTellsOfTheRepetition()
    {
        RequestTraits traits = Traits(idempotent: true);

        using HttpResponseMessage answer = await SendAsync(traits, n => n == 1 ? s_lost : null);

        Assert.Equal((HttpStatusCode.OK, 2, "GetObject 1 network"), (answer.StatusCode, traits.Attempts, Assert.Single(_told)));
    }

    [Fact]
    public async Task Send_FinalError_IsNotRepeated()
    {
        await Assert.ThrowsAsync<FailedException>(() => SendAsync(Traits(idempotent: true), _ => Verdict.Final));

        Assert.Equal(1, _sent);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 2)]
    public async Task Send_RequestThatMayHaveArrived_IsRepeatedOnlyIfThatDoesNoMore(bool idempotent, bool mayHaveHappened, int expected)
    {
        RequestTraits traits = Traits(idempotent);
        Verdict verdict = s_lost with { MayHaveHappened = mayHaveHappened };

        if (expected == 1)
        {
            await Assert.ThrowsAsync<FailedException>(() => SendAsync(traits, n => n == 1 ? verdict : null));
        }
        else
        {
            (await SendAsync(traits, n => n == 1 ? verdict : null)).Dispose();
        }

        Assert.Equal(expected, _sent);
    }

    [Fact]
    public async Task Send_MaxAttemptsOfTheRequest_GoesBeforeTheHandlers()
    {
        await Assert.ThrowsAsync<FailedException>(() => SendAsync(Traits(idempotent: true, maxAttempts: 1), _ => s_refused));

        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Send_ServerNamesAWait_WaitsThatLongButNoLongerThanTheLongest()
    {
        await Assert.ThrowsAsync<FailedException>(() => SendAsync(Traits(true), n => s_refused with { RetryAfter = TimeSpan.FromSeconds(n == 1 ? 7 : 700) }));

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(30)], _time.Waits);
    }

    [Fact]
    public async Task Send_Cancelled_EndsTheWaitAtOnce()
    {
        ManualTime time = new();
        using CancellationTokenSource cancellation = new();
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = time, BaseDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) }, _ => s_refused);
        Task<HttpResponseMessage> sending = invoker.SendAsync(Message(Traits(true)), cancellation.Token);
        Assert.False(sending.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Send_TotalTimeoutDuringAWait_EndsWithIt()
    {
        ManualTime time = new();
        using HttpMessageInvoker invoker = Invoker(
            new() { Judge = Judge, TimeProvider = time, BaseDelay = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromSeconds(20) }, _ => s_refused);
        Task<HttpResponseMessage> sending = invoker.SendAsync(Message(Traits(true)), Cancellation);

        time.Advance(TimeSpan.FromSeconds(21));

        TotalTimeoutException e = await Assert.ThrowsAsync<TotalTimeoutException>(() => sending);
        Assert.Equal((TimeSpan.FromSeconds(20), "The request was not done within its time."), (e.Timeout, e.Message));
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Send_CancelledWithinTheTotalTime_IsCancelledAndNotLate()
    {
        using CancellationTokenSource cancellation = new();
        using HttpMessageInvoker invoker = Invoker(
            new() { Judge = Judge, TimeProvider = new ManualTime(), BaseDelay = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromSeconds(20) }, _ => s_refused);
        Task<HttpResponseMessage> sending = invoker.SendAsync(Message(Traits(true)), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_AttemptThatEndsItselfWithinTheTotalTime_IsNotLate()
    {
        using HttpMessageInvoker invoker = new(new ResilienceHandler(new() { Judge = Judge, TimeProvider = new ManualTime(), TotalTimeout = TimeSpan.FromSeconds(20) })
        {
            InnerHandler = new Inner(static _ => Task.FromException<HttpResponseMessage>(new OperationCanceledException())),
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
    }

    [Fact]
    public void New_WithoutOptions_IsRefused() => Assert.Throws<ArgumentNullException>(static () => new ResilienceHandler(null!));

    [Fact]
    public async Task Send_KindOfErrorThatIsNotKnown_IsToldAsNone()
    {
        (await SendAsync(Traits(idempotent: true), n => n == 1 ? s_refused with { ErrorType = null } : null)).Dispose();

        Assert.Equal("GetObject 1 ", Assert.Single(_told));
    }

    [Fact]
    public async Task Send_ErrorThatIsRepeatedOnce_IsSentTwice()
    {
        await Assert.ThrowsAsync<FailedException>(() => SendAsync(Traits(idempotent: true), _ => s_refused with { IsOnce = true }, attempts: 5));

        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task Breaker_OpensAfterItsFailures_HalfOpensAfterItsTime_ClosesAfterASuccess()
    {
        ManualTime time = new();
        List<BreakerState> states = [];
        bool down = true;
        using HttpMessageInvoker invoker = Invoker(
            new() { Judge = Judge, TimeProvider = time, MaxAttempts = 1, OnBreakerState = (bucket, state) => states.Add(bucket == "bucket" ? state : default) },
            _ => down ? s_lost : null);
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        CircuitOpenException open = await Assert.ThrowsAsync<CircuitOpenException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        Assert.Equal((5, TimeSpan.FromSeconds(30), "failed"), (_sent, open.RetryAfter, open.InnerException!.Message));
        Assert.Equal("The requests before failed, so this one was not sent.", open.Message);
        time.Advance(TimeSpan.FromSeconds(12));
        open = await Assert.ThrowsAsync<CircuitOpenException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(18), open.RetryAfter);

        // Another bucket is another lane.
        await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true, bucket: "other")), Cancellation));
        time.Advance(TimeSpan.FromSeconds(19));
        await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        await Assert.ThrowsAsync<CircuitOpenException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        down = false;
        time.Advance(TimeSpan.FromSeconds(31));
        (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
        (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();

        Assert.Equal([BreakerState.Open, BreakerState.HalfOpen, BreakerState.Open, BreakerState.HalfOpen, BreakerState.Closed], states);
    }

    [Fact]
    public async Task Breaker_OfTheAccountsRequests_HasNoBucket()
    {
        List<string> told = [];
        using HttpMessageInvoker invoker = Invoker(
            new() { Judge = Judge, TimeProvider = _time, MaxAttempts = 1, BreakerFailureThreshold = 2, OnBreakerState = (bucket, state) => told.Add($"'{bucket}' {state}") }, _ => s_lost);
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true, bucket: null)), Cancellation));
        }

        Assert.Equal("'' Open", Assert.Single(told));
    }

    [Fact]
    public async Task Breaker_HalfOpenAndTheRequestWasWrong_Closes()
    {
        ManualTime time = new();
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = time, MaxAttempts = 1, BreakerFailureThreshold = 2 }, n => n <= 2 ? s_lost : n == 3 ? Verdict.Final : null);
        for (int i = 1; i <= 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(i == 3 ? 31 : 0));
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
    }

    /// <summary>Whoever stops a script says nothing of the server.</summary>
    [Fact]
    public async Task Breaker_CancelledRequests_DoNotOpenIt()
    {
        int sent = 0;
        using HttpMessageInvoker invoker = new(new ResilienceHandler(new() { Judge = static _ => s_lost, TimeProvider = _time, MaxAttempts = 1, BreakerFailureThreshold = 2 })
        {
            InnerHandler = new Inner(_ =>
            {
                sent++;
                return Task.FromException<HttpResponseMessage>(new OperationCanceledException());
            }),
        });
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        Assert.Equal(5, sent);
    }

    /// <summary>Nine failures in ten requests open it, five at least.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, 5)]
    [InlineData(20, 0, 0, 9, 180)]
    [InlineData(20, 0, 0, 10, 180)]
    [InlineData(20, 0, 0, 11, 5)]
    [InlineData(20, 10, 1, 10, 189)]
    [InlineData(20, 11, 1, 11, 9)]
    [InlineData(20, 11, 1, 21, 9)]
    [InlineData(20, 11, 1, 22, 5)]
    public async Task Breaker_SuccessesWithinItsWindow_TakeNineTimesAsManyFailures(int successes, int secondOfMore, int more, int secondOfFailure, int expected)
    {
        foreach (bool answered in new[] { true, false })
        {
            _sent = 0;
            ManualTime time = new();
            using HttpMessageInvoker invoker = Invoker(
                new() { Judge = Judge, TimeProvider = time, MaxAttempts = 1 }, n => n > successes + more ? s_lost : answered ? null : Verdict.Final);
            await SendManyAsync(invoker, successes);
            time.Advance(TimeSpan.FromSeconds(secondOfMore));
            await SendManyAsync(invoker, more);
            time.Advance(TimeSpan.FromSeconds(secondOfFailure - secondOfMore));

            await SendManyAsync(invoker, 300);

            Assert.Equal(successes + more + expected, _sent);
        }
    }

    [Fact]
    public async Task Breaker_RefusalsAndClientErrors_DoNotOpenIt()
    {
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = _time, MaxAttempts = 1 }, n => n % 2 == 0 ? s_refused : Verdict.Final);
        for (int i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        Assert.Equal(50, _sent);
    }

    [Fact]
    public async Task Breaker_FivePercentFaults_DoNotOpenIt()
    {
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = new ManualTime(), MaxAttempts = 1 }, n => n % 20 == 0 ? s_lost : null);
        for (int i = 1; i <= 1000; i++)
        {
            try
            {
                (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
            }
            catch (FailedException)
            {
                // One in twenty.
            }
        }

        Assert.Equal(1000, _sent);
    }

    /// <summary>Three lines at a prompt, of three attempts each, are three failures.</summary>
    [Fact]
    public async Task Breaker_RequestsThatAreRepeated_CountOnceEach()
    {
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = _time, BreakerFailureThreshold = 3 }, _ => s_lost);
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        await Assert.ThrowsAsync<CircuitOpenException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        Assert.Equal(9, _sent);
    }

    [Fact]
    public async Task Breaker_WhatItsCallerSendsAgain_DoesNotCountBefore()
    {
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = _time, MaxAttempts = 1, BreakerFailureThreshold = 2 }, _ => s_lost);
        foreach (bool again in new[] { true, true, false, true, true, false })
        {
            RequestTraits traits = new() { Operation = "PutObject", Bucket = "bucket", Key = "key", IsIdempotent = true, IsRepeatedByCaller = again };
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(traits), Cancellation));
        }

        await Assert.ThrowsAsync<CircuitOpenException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        Assert.Equal(6, _sent);
    }

    /// <summary>A load balancer that ends all connections at once is no outage where all went well before.</summary>
    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    public async Task Breaker_SuccessesBeforeItsFirstFailure_CountForIt(int secondsSince, bool passes)
    {
        ManualTime time = new();
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = time, MaxAttempts = 1 }, n => n is > 20 and <= 25 ? s_lost : null);
        for (int i = 1; i <= 20; i++)
        {
            (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
        }

        time.Advance(TimeSpan.FromSeconds(secondsSince));
        for (int i = 1; i <= 5; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        Task<HttpResponseMessage> next = invoker.SendAsync(Message(Traits(true)), Cancellation);
        if (passes)
        {
            (await next).Dispose();
        }
        else
        {
            await Assert.ThrowsAsync<CircuitOpenException>(() => next);
        }
    }

    [Fact]
    public async Task Breaker_ClosedAgain_CountsAnew()
    {
        ManualTime time = new();
        bool down = true;
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = time, MaxAttempts = 1, BreakerFailureThreshold = 2 }, _ => down ? s_lost : null);
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        time.Advance(TimeSpan.FromSeconds(31));
        down = false;
        (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
        down = true;
        await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        down = false;

        (await invoker.SendAsync(Message(Traits(true)), Cancellation)).Dispose();
    }

    [Fact]
    public async Task Limiter_MoreThanAllowed_WaitsForAPlace()
    {
        TaskCompletionSource[] held = [.. Enumerable.Range(0, 60).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        int entered = -1;
        using HttpMessageInvoker invoker = new(new ResilienceHandler(new() { Judge = Judge, MaxConcurrency = 4 })
        {
            InnerHandler = new Inner(async _ =>
            {
                await held[Interlocked.Increment(ref entered)].Task.WaitAsync(Cancellation);
                return new HttpResponseMessage();
            }),
        });
        Task<HttpResponseMessage>[] all = [.. held.Select(_ => invoker.SendAsync(Message(Traits(true)), Cancellation))];
        Assert.Equal(3, entered);

        for (int i = 0; i < held.Length; i++)
        {
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref entered) >= i, TimeSpan.FromSeconds(30)));
            Assert.InRange(Volatile.Read(ref entered) - i, 0, 3);
            held[i].SetResult();
        }

        await Task.WhenAll(all);
    }

    /// <summary>Twenty places at first; a quarter more for each success while they are used.</summary>
    [Theory]
    [InlineData(true, 21)]
    [InlineData(false, 20)]
    public async Task Limiter_FourAnswersOrErrors_OnlyAnswersGiveAPlaceMore(bool succeed, int expected)
    {
        Queue<TaskCompletionSource<HttpResponseMessage>> held = [];
        using HttpMessageInvoker invoker = Held(new() { Judge = Judge, TimeProvider = _time, MaxAttempts = 1 }, held);
        Queue<Task<HttpResponseMessage>> sent = new(SendMany(invoker, 20));
        Assert.Equal(20, held.Count);
        for (int i = 0; i < 4; i++)
        {
            await EndAsync(sent.Dequeue(), held.Dequeue(), succeed ? null : Verdict.Final);
            sent.Enqueue(invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        _ = SendMany(invoker, 5);

        Assert.Equal(expected, held.Count);
    }

    [Fact]
    public async Task Limiter_Refusal_TakesATenthOfThePlacesAndItsOwn()
    {
        Queue<TaskCompletionSource<HttpResponseMessage>> held = [];
        using HttpMessageInvoker invoker = Held(new() { Judge = Judge, TimeProvider = _time, MaxAttempts = 1 }, held);
        Queue<Task<HttpResponseMessage>> sent = new(SendMany(invoker, 20));
        await EndAsync(sent.Dequeue(), held.Dequeue(), new Verdict { IsOverload = true });
        for (int i = 0; i < 4; i++)
        {
            await EndAsync(sent.Dequeue(), held.Dequeue(), Verdict.Final);
        }

        _ = SendMany(invoker, 10);

        Assert.Equal(17, held.Count);
    }

    /// <summary>A slow answer lowers the limit, but not where the time went into the body.</summary>
    [Theory]
    [InlineData(null, 18)]
    [InlineData(64 * 1024, 18)]
    [InlineData((64 * 1024) + 1, 20)]
    public async Task Limiter_SlowAnswer_CountsUpToABodyOf64KiB(int? length, int expected)
    {
        ManualTime time = new();
        Queue<TaskCompletionSource<HttpResponseMessage>> held = [];
        using HttpMessageInvoker invoker = Held(new() { Judge = Judge, TimeProvider = time }, held);
        foreach (int seconds in (int[])[1, 60])
        {
            HttpRequestMessage message = Message(Traits(true));
            message.Content = length is { } bytes ? new ByteArrayContent(new byte[bytes]) : null;
            Task<HttpResponseMessage> sending = invoker.SendAsync(message, Cancellation);
            time.Advance(TimeSpan.FromSeconds(seconds));
            held.Dequeue().SetResult(new HttpResponseMessage());
            (await sending).Dispose();
        }

        _ = SendMany(invoker, 30);

        Assert.Equal(expected, held.Count);
    }

    [Fact]
    public async Task HotKey_AfterARefusal_ItsWritesAreSpacedAndOthersAreNot()
    {
        using HttpMessageInvoker invoker = Invoker(new() { Judge = Judge, TimeProvider = _time, MaxAttempts = 1 }, n => n == 1 ? s_refused with { IsHotKey = true } : null);
        await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Write("hot")), Cancellation));
        for (int i = 0; i < 3; i++)
        {
            (await invoker.SendAsync(Message(Write("hot")), Cancellation)).Dispose();
            (await invoker.SendAsync(Message(Write("other")), Cancellation)).Dispose();
        }

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(1), 3), _time.Waits);
    }

    private static RequestTraits Write(string key) => new() { Operation = "PutObject", Bucket = "bucket", Key = key, IsWrite = true, IsObjectWrite = true };

    private static RequestTraits Traits(bool idempotent, int? maxAttempts = null, string? bucket = "bucket") =>
        new() { Operation = "GetObject", Bucket = bucket, Key = "key", IsIdempotent = idempotent, MaxAttempts = maxAttempts };

    private static HttpRequestMessage Message(RequestTraits traits)
    {
        HttpRequestMessage message = new(HttpMethod.Get, "http://example.com/bucket/key");
        message.Options.Set(RequestTraits.OptionsKey, traits);
        return message;
    }

    private static Verdict Judge(Exception exception) => exception is FailedException failed ? failed.Verdict : Verdict.Final;

    private async Task<HttpResponseMessage> SendAsync(RequestTraits traits, Func<int, Verdict?> fails, int attempts = 3)
    {
        using HttpMessageInvoker invoker = Invoker(
            new() { MaxAttempts = attempts, Judge = Judge, TimeProvider = _time, BreakerFailureThreshold = 0, OnRetry = (traits, type) => _told.Add($"{traits.Operation} {traits.Attempts} {type}") },
            fails);
        return await invoker.SendAsync(Message(traits), Cancellation);
    }

    private static async Task SendManyAsync(HttpMessageInvoker invoker, int times)
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

    private static Task<HttpResponseMessage>[] SendMany(HttpMessageInvoker invoker, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => invoker.SendAsync(Message(Traits(true)), Cancellation))];

    private static async Task EndAsync(Task<HttpResponseMessage> sent, TaskCompletionSource<HttpResponseMessage> held, Verdict? failure)
    {
        if (failure is { } verdict)
        {
            held.SetException(new FailedException(verdict));
            await Assert.ThrowsAsync<FailedException>(() => sent);
        }
        else
        {
            held.SetResult(new HttpResponseMessage());
            (await sent).Dispose();
        }
    }

    /// <summary>Whoever gets a place is held there, before the call returns.</summary>
    private static HttpMessageInvoker Held(ResilienceOptions options, Queue<TaskCompletionSource<HttpResponseMessage>> held) => new(new ResilienceHandler(options)
    {
        InnerHandler = new Inner(_ =>
        {
            TaskCompletionSource<HttpResponseMessage> one = new(TaskCreationOptions.RunContinuationsAsynchronously);
            held.Enqueue(one);
            return one.Task;
        }),
    });

    private HttpMessageInvoker Invoker(ResilienceOptions options, Func<int, Verdict?> fails) => new(new ResilienceHandler(options)
    {
        InnerHandler = new Inner(_ => fails(Interlocked.Increment(ref _sent)) is { } verdict
            ? Task.FromException<HttpResponseMessage>(new FailedException(verdict))
            : Task.FromResult(new HttpResponseMessage())),
    });

    private sealed class FailedException(Verdict verdict) : Exception("failed")
    {
        public Verdict Verdict => verdict;
    }

    private sealed class Inner(Func<HttpRequestMessage, Task<HttpResponseMessage>> send) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => send(request);
    }
}
