using R2.Pipeline;
using R2.Requests;
using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

/// <summary>What is sent again, how often, and for how long.</summary>
public sealed class S3PipelineTests : S3PipelineTest
{
    private R2ClientOptions NoBreaker => Options with { BreakerFailureThreshold = 0 };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    public async Task Send_ErrorThatStays_EndsAfterItsAttempts(int attempts, int expected)
    {
        R2ClientOptions options = NoBreaker with { Retry = new() { MaxAttempts = attempts } };
        using S3Exchange exchange = Exchange(Read(), RetryPolicy.Of(options));

        await Assert.ThrowsAsync<R2Exception>(() => Pipeline(options, static _ => Refused()).SendAsync(exchange, Cancellation));

        Assert.Equal((expected, expected), (_sent, exchange.Attempts));
        Assert.Equal(Enumerable.Range(2, expected - 1).Select(static number => (number, 1L)), Retries);
    }

    [Fact]
    public async Task Send_ErrorThatPasses_SucceedsAndCountsTheRetry()
    {
        using S3Exchange exchange = Exchange(Read(), RetryPolicy.Of(NoBreaker));

        using S3Response? response = await Pipeline(NoBreaker, static n => n == 1 ? Lost() : null).SendAsync(exchange, Cancellation);

        Assert.NotNull(response);
        Assert.Equal((2, (2, 1L)), (exchange.Attempts, Assert.Single(Retries)));
    }

    [Fact]
    public async Task Send_FinalError_IsNotSentAgain()
    {
        await FailAsync(Pipeline(NoBreaker, static _ => Wrong()), NoBreaker);

        Assert.Equal(1, _sent);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 2)]
    public async Task Send_RequestThatMayHaveArrived_IsSentAgainOnlyIfThatDoesNoMore(bool idempotent, bool mayHaveHappened, int expected)
    {
        S3Pipeline pipeline = Pipeline(NoBreaker, n => n > 1 ? null : mayHaveHappened ? Lost() : NotReached());
        S3Request request = S3Request.Put("PutObject", "bucket", "key").Idempotent(idempotent);

        if (expected == 1)
        {
            await FailAsync(pipeline, NoBreaker, request);
        }
        else
        {
            await SendAsync(pipeline, NoBreaker, request);
        }

        Assert.Equal(expected, _sent);
    }

    [Fact]
    public async Task Send_PolicyOfTheRequest_GoesBeforeTheClients()
    {
        S3Pipeline pipeline = Pipeline(NoBreaker, static _ => Refused());

        await Assert.ThrowsAsync<R2Exception>(() => SendAsync(pipeline, RetryPolicy.Of(NoBreaker) with { MaxAttempts = 1 }));

        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Send_ServerNamesAWait_WaitsThatLongButNoLongerThanTheLongest()
    {
        await FailAsync(Pipeline(NoBreaker, static n => Refused(TimeSpan.FromSeconds(n == 1 ? 7 : 700))), NoBreaker);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(30)], _time.Waits);
    }

    [Fact]
    public async Task Send_Cancelled_EndsTheWaitAtOnce()
    {
        R2ClientOptions options = Options with { TimeProvider = new ManualTime(), Retry = new() { BaseDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) } };
        using CancellationTokenSource cancellation = new();
        Task sending = SendAsync(Pipeline(options, static _ => Refused()), RetryPolicy.Of(options), cancellation: cancellation.Token);
        Assert.False(sending.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Send_ErrorThatIsRetriedOnce_IsSentTwice()
    {
        R2ClientOptions options = NoBreaker with { Retry = new() { MaxAttempts = 5 } };

        await FailAsync(Pipeline(options, static _ => new R2Exception(R2ErrorCodes.InvalidResponse, "improper") { IsRetryable = true }), options);

        Assert.Equal(2, _sent);
    }

    /// <summary>A slot is for what is under way: whoever waits to try again lets another go first.</summary>
    [Fact]
    public async Task Send_WithSlots_HasOneDuringItsAttemptsAndNoneBetween()
    {
        ManualTime time = new();
        using SemaphoreSlim slots = new(1);
        RetryPolicy retry = RetryPolicy.Of(Options with { TimeProvider = time }) with { Slots = slots };
        List<int> free = [];
        S3Pipeline pipeline = Pipeline(NoBreaker, n =>
        {
            free.Add(slots.CurrentCount);
            return n == 1 ? Refused() : null;
        });
        Task sending = SendAsync(pipeline, retry);
        Assert.Equal((1, false), (slots.CurrentCount, sending.IsCompleted));

        time.Advance(TimeSpan.FromMinutes(1));
        await sending;

        Assert.Equal([0, 0], free);
        Assert.Equal(1, slots.CurrentCount);
    }

    [Fact]
    public async Task Send_RefusedByTheBreaker_GivesItsSlotBack()
    {
        R2ClientOptions options = Options with { Retry = new() { MaxAttempts = 1 }, BreakerFailureThreshold = 2 };
        using SemaphoreSlim slots = new(1);
        S3Pipeline pipeline = Pipeline(options, static _ => Lost());
        await SendManyAsync(pipeline, options, 2);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => SendAsync(pipeline, RetryPolicy.Of(options) with { Slots = slots }));

        Assert.Equal((R2ErrorCodes.CircuitOpen, 1, 2), (e.Code, slots.CurrentCount, _sent));
    }

    /// <summary>What a lost response left behind is looked for before anything is sent again, also where nothing may be sent again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Send_ResponseLostAndWhatItDidFound_IsNotSentAgain(int maxAttempts)
    {
        object found = new();
        RetryPolicy retry = RetryPolicy.Of(NoBreaker) with { MaxAttempts = maxAttempts, LookFirst = (failure, isLost, _) => new(isLost && failure.Message == "lost" ? found : null) };
        using S3Exchange exchange = Exchange(Write("key"), retry);

        Assert.Null(await Pipeline(NoBreaker, static _ => Lost()).SendAsync(exchange, Cancellation));

        Assert.Same(found, exchange.Result);
        Assert.Equal((1, 1), (_sent, exchange.Attempts));
        Assert.Empty(_time.Waits);
    }

    /// <summary>What was refused has done nothing, so there is nothing to look for; once a response was lost every failure may be because of it.</summary>
    [Fact]
    public async Task Send_Refused_IsLookedForOnlyAfterALostResponse()
    {
        List<(string, bool)> looks = [];
        RetryPolicy retry = RetryPolicy.Of(NoBreaker) with
        {
            MaxAttempts = 4,
            RetriesWhatMayBeDone = true,
            LookFirst = (failure, isLost, _) =>
            {
                looks.Add((failure.Message, isLost));
                return default;
            },
        };

        await Assert.ThrowsAsync<R2Exception>(() => SendAsync(Pipeline(NoBreaker, static n => n == 2 ? Lost() : n == 4 ? Wrong() : Refused()), retry, Write("key")));

        Assert.Equal([("lost", true), ("refused", false), ("wrong", false)], looks);
    }

    [Fact]
    public async Task Send_AttemptsBefore_CountAgainstItsAttempts()
    {
        using S3Exchange exchange = Exchange(Read(), RetryPolicy.Of(NoBreaker) with { AttemptsBefore = 1 });

        await Assert.ThrowsAsync<R2Exception>(() => Pipeline(NoBreaker, static _ => Refused()).SendAsync(exchange, Cancellation));

        Assert.Equal((2, 3), (_sent, exchange.Attempts));
        Assert.Equal([(2, 1L), (3, 1L)], Retries);
    }
}
