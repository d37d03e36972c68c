using R2.Diagnostics;
using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

public sealed class BreakerTests : ResilienceHandlerTest
{
    [Fact]
    public async Task Breaker_OpensAfterItsFailures_HalfOpensAfterItsTime_ClosesAfterASuccess()
    {
        ManualTime time = new();
        List<R2BreakerState> states = [];
        bool down = true;
        using HttpMessageInvoker invoker = Invoker(
            new() { Classify = Classify, TimeProvider = time, MaxAttempts = 1, OnBreakerState = (bucket, state) => states.Add(bucket == "bucket" ? state : default) },
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

        Assert.Equal([R2BreakerState.Open, R2BreakerState.HalfOpen, R2BreakerState.Open, R2BreakerState.HalfOpen, R2BreakerState.Closed], states);
    }

    [Fact]
    public async Task Breaker_OfTheAccountsRequests_HasNoBucket()
    {
        List<string> told = [];
        using HttpMessageInvoker invoker = Invoker(
            new() { Classify = Classify, TimeProvider = _time, MaxAttempts = 1, BreakerFailureThreshold = 2, OnBreakerState = (bucket, state) => told.Add($"'{bucket}' {state}") }, _ => s_lost);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = time, MaxAttempts = 1, BreakerFailureThreshold = 2 }, n => n <= 2 ? s_lost : n == 3 ? Failure.Final : null);
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
        using HttpMessageInvoker invoker = new(new ResilienceHandler(new() { Classify = static _ => s_lost, TimeProvider = _time, MaxAttempts = 1, BreakerFailureThreshold = 2 })
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
                new() { Classify = Classify, TimeProvider = time, MaxAttempts = 1 }, n => n > successes + more ? s_lost : answered ? null : Failure.Final);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = _time, MaxAttempts = 1 }, n => n % 2 == 0 ? s_refused : Failure.Final);
        for (int i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        Assert.Equal(50, _sent);
    }

    [Fact]
    public async Task Breaker_FivePercentFaults_DoNotOpenIt()
    {
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = new ManualTime(), MaxAttempts = 1 }, n => n % 20 == 0 ? s_lost : null);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = _time, BreakerFailureThreshold = 3 }, _ => s_lost);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = _time, MaxAttempts = 1, BreakerFailureThreshold = 2 }, _ => s_lost);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = time, MaxAttempts = 1 }, n => n is > 20 and <= 25 ? s_lost : null);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = time, MaxAttempts = 1, BreakerFailureThreshold = 2 }, _ => down ? s_lost : null);
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
}
