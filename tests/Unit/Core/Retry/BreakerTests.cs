using R2.Diagnostics;
using R2.Pipeline;
using R2.Requests;
using R2.Retry;
using R2.Unit.Core.Pipeline;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

public sealed class BreakerTests : S3PipelineTest
{
    private R2ClientOptions Once => Options with { Retry = new() { MaxAttempts = 1 }, BreakerWindow = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Breaker_OpensAfterItsFailures_HalfOpensAfterItsTime_ClosesAfterASuccess()
    {
        ManualTime time = new();
        R2ClientOptions options = Once with { TimeProvider = time };
        List<R2BreakerState> whileSending = [];
        bool down = true;
        S3Pipeline pipeline = Pipeline(options, _ =>
        {
            if (BreakersOf.Contains("bucket"))
            {
                whileSending.Add(StateOf("bucket"));
            }

            return down ? Lost() : null;
        });
        for (int i = 0; i < 5; i++)
        {
            await FailAsync(pipeline, options);
        }

        Assert.Equal(R2BreakerState.Open, StateOf("bucket"));
        R2Exception open = await RefuseAsync(pipeline, options);
        Assert.Equal((5, TimeSpan.FromSeconds(30), "lost"), (_sent, open.RetryAfter, open.InnerException!.Message));
        time.Advance(TimeSpan.FromSeconds(12));
        open = await RefuseAsync(pipeline, options);
        Assert.Equal(TimeSpan.FromSeconds(18), open.RetryAfter);

        // Another bucket has another breaker.
        await FailAsync(pipeline, options, Read("other"));
        whileSending.Clear();
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal("lost", (await FailAsync(pipeline, options)).Message);
        Assert.Equal(R2BreakerState.Open, StateOf("bucket"));
        await RefuseAsync(pipeline, options);
        down = false;
        time.Advance(TimeSpan.FromSeconds(31));
        await SendAsync(pipeline, options);
        Assert.Equal(R2BreakerState.Closed, StateOf("bucket"));
        await SendAsync(pipeline, options);

        Assert.Equal([R2BreakerState.HalfOpen, R2BreakerState.HalfOpen, R2BreakerState.Closed], whileSending);
    }

    [Fact]
    public async Task Breaker_OfTheAccountsRequests_HasNoBucket()
    {
        R2ClientOptions options = Once with { BreakerFailureThreshold = 2 };
        S3Pipeline pipeline = Pipeline(options, static _ => Lost());
        for (int i = 0; i < 2; i++)
        {
            await FailAsync(pipeline, options, S3Request.Get("ListBuckets"));
        }

        Assert.Equal(("", R2BreakerState.Open), (Assert.Single(BreakersOf), StateOf("")));
    }

    [Fact]
    public async Task Breaker_HalfOpenAndTheRequestWasWrong_Closes()
    {
        ManualTime time = new();
        R2ClientOptions options = Once with { TimeProvider = time, BreakerFailureThreshold = 2 };
        S3Pipeline pipeline = Pipeline(options, static n => n <= 2 ? Lost() : n == 3 ? Wrong() : null);
        foreach (string expected in new[] { "lost", "lost", "wrong" })
        {
            time.Advance(TimeSpan.FromSeconds(expected == "wrong" ? 31 : 0));
            Assert.Equal(expected, (await FailAsync(pipeline, options)).Message);
        }

        await SendAsync(pipeline, options);
    }

    /// <summary>What tries whether the server answers again is the whole request, with its retries.</summary>
    [Fact]
    public async Task Breaker_HalfOpenAndTheRequestIsAnsweredAtItsSecondAttempt_Closes()
    {
        ManualTime time = new();
        R2ClientOptions options = Options with { BreakerFailureThreshold = 2, Retry = new() { MaxAttempts = 1 }, TimeProvider = time };
        S3Pipeline pipeline = Pipeline(options, static n => n <= 3 ? Lost() : null);
        await SendManyAsync(pipeline, options, 2);
        time.Advance(TimeSpan.FromSeconds(31));

        await SendAsync(pipeline, options with { Retry = new() { MaxAttempts = 2 }, TimeProvider = _time });

        Assert.Equal((4, R2BreakerState.Closed), (_sent, StateOf("bucket")));
    }

    /// <summary>Whoever stops a script says nothing of the server.</summary>
    [Fact]
    public async Task Breaker_CancelledRequests_DoNotOpenIt()
    {
        int sent = 0;
        R2ClientOptions options = Once with { BreakerFailureThreshold = 2 };
        S3Pipeline pipeline = new(options, new ClientTelemetry(null, options.Endpoint!), (_, _) =>
        {
            sent++;
            return Task.FromException<S3Response>(new OperationCanceledException());
        });
        for (int i = 0; i < 5; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(pipeline, options));
        }

        Assert.Equal(5, sent);
    }

    /// <summary>A trial that is stopped found out nothing.</summary>
    [Fact]
    public async Task Breaker_HalfOpenAndTheRequestIsCancelled_StaysOpenForWhatFailedBefore()
    {
        ManualTime time = new();
        R2ClientOptions options = Once with { TimeProvider = time, BreakerFailureThreshold = 2 };
        S3Pipeline pipeline = new(options, new ClientTelemetry(null, options.Endpoint!), (_, _) =>
            Task.FromException<S3Response>(++_sent <= 2 ? Lost() : new OperationCanceledException()));
        await SendManyAsync(pipeline, options, 2);
        time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(pipeline, options));

        R2Exception open = await RefuseAsync(pipeline, options);

        Assert.Equal((3, "lost"), (_sent, open.InnerException!.Message));
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
            R2ClientOptions options = Once with { TimeProvider = time };
            S3Pipeline pipeline = Pipeline(options, n => n > successes + more ? Lost() : answered ? null : Wrong());
            await SendManyAsync(pipeline, options, successes);
            time.Advance(TimeSpan.FromSeconds(secondOfMore));
            await SendManyAsync(pipeline, options, more);
            time.Advance(TimeSpan.FromSeconds(secondOfFailure - secondOfMore));

            await SendManyAsync(pipeline, options, 300);

            Assert.Equal(successes + more + expected, _sent);
        }
    }

    /// <summary>Five lines at a prompt that fail, one every eleven seconds.</summary>
    [Theory]
    [InlineData(10, 50)]
    [InlineData(60, 5)]
    public async Task Breaker_FailuresWithPausesBetween_OpenItWithinItsWindow(int window, int sent)
    {
        ManualTime time = new();
        R2ClientOptions options = Once with { TimeProvider = time, BreakerWindow = TimeSpan.FromSeconds(window) };
        S3Pipeline pipeline = Pipeline(options, static _ => Lost());
        for (int i = 0; i < 50 && !BreakersOf.Any(); i++)
        {
            await FailAsync(pipeline, options);
            time.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.Equal(sent, _sent);
    }

    [Fact]
    public async Task Breaker_RefusalsAndClientErrors_DoNotOpenIt()
    {
        S3Pipeline pipeline = Pipeline(Once, static n => n % 2 == 0 ? Refused() : Wrong());
        for (int i = 0; i < 50; i++)
        {
            await FailAsync(pipeline, Once);
        }

        Assert.Equal(50, _sent);
    }

    [Fact]
    public async Task Breaker_FivePercentFaults_DoNotOpenIt()
    {
        R2ClientOptions options = Once with { TimeProvider = new ManualTime() };
        S3Pipeline pipeline = Pipeline(options, static n => n % 20 == 0 ? Lost() : null);

        await SendManyAsync(pipeline, options, 1000);

        Assert.Equal(1000, _sent);
    }

    /// <summary>Three lines at a prompt, of three attempts each, are three failures, those of a transfer too.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Breaker_RequestsThatAreRetried_CountOnceEach(bool transfer)
    {
        R2ClientOptions options = Options with { BreakerFailureThreshold = 3 };
        using SemaphoreSlim slots = new(1);
        RetryPolicy retry = RetryPolicy.Of(options) with { Slots = transfer ? slots : null, Budget = transfer ? new(100) : null };
        S3Pipeline pipeline = Pipeline(options, static _ => Lost());
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("lost", (await Assert.ThrowsAsync<R2Exception>(() => SendAsync(pipeline, retry))).Message);
        }

        await RefuseAsync(pipeline, options);
        Assert.Equal(9, _sent);
    }

    /// <summary>A load balancer that ends all connections at once is no outage where all went well before.</summary>
    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    public async Task Breaker_SuccessesBeforeItsFirstFailure_CountForIt(int secondsSince, bool passes)
    {
        ManualTime time = new();
        R2ClientOptions options = Once with { TimeProvider = time };
        S3Pipeline pipeline = Pipeline(options, static n => n is > 20 and <= 25 ? Lost() : null);
        for (int i = 1; i <= 20; i++)
        {
            await SendAsync(pipeline, options);
        }

        time.Advance(TimeSpan.FromSeconds(secondsSince));
        for (int i = 1; i <= 5; i++)
        {
            await FailAsync(pipeline, options);
        }

        if (passes)
        {
            await SendAsync(pipeline, options);
        }
        else
        {
            await RefuseAsync(pipeline, options);
        }
    }

    [Fact]
    public async Task Breaker_ClosedAgain_CountsAnew()
    {
        ManualTime time = new();
        R2ClientOptions options = Once with { TimeProvider = time, BreakerFailureThreshold = 2 };
        bool down = true;
        S3Pipeline pipeline = Pipeline(options, _ => down ? Lost() : null);
        for (int i = 0; i < 2; i++)
        {
            await FailAsync(pipeline, options);
        }

        time.Advance(TimeSpan.FromSeconds(31));
        down = false;
        await SendAsync(pipeline, options);
        down = true;
        await FailAsync(pipeline, options);
        down = false;

        await SendAsync(pipeline, options);
    }
}
