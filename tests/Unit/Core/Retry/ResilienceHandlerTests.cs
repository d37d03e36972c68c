using System.Net;
using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

/// <summary>What is repeated, how often, and for how long.</summary>
public sealed class ResilienceHandlerTests : ResilienceHandlerTest
{
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
        await Assert.ThrowsAsync<FailedException>(() => SendAsync(Traits(idempotent: true), _ => Failure.Final));

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
        Failure failure = s_lost with { MayHaveHappened = mayHaveHappened };

        if (expected == 1)
        {
            await Assert.ThrowsAsync<FailedException>(() => SendAsync(traits, n => n == 1 ? failure : null));
        }
        else
        {
            (await SendAsync(traits, n => n == 1 ? failure : null)).Dispose();
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = time, BaseDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) }, _ => s_refused);
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
            new() { Classify = Classify, TimeProvider = time, BaseDelay = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromSeconds(20) }, _ => s_refused);
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
            new() { Classify = Classify, TimeProvider = new ManualTime(), BaseDelay = TimeSpan.FromSeconds(30), TotalTimeout = TimeSpan.FromSeconds(20) }, _ => s_refused);
        Task<HttpResponseMessage> sending = invoker.SendAsync(Message(Traits(true)), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_AttemptThatEndsItselfWithinTheTotalTime_IsNotLate()
    {
        using HttpMessageInvoker invoker = new(new ResilienceHandler(new() { Classify = Classify, TimeProvider = new ManualTime(), TotalTimeout = TimeSpan.FromSeconds(20) })
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
}
