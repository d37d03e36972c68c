using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

/// <summary>The places and the keys of one bucket.</summary>
public sealed class BucketStateTests : ResilienceHandlerTest
{
    [Fact]
    public async Task Limiter_MoreThanAllowed_WaitsForAPlace()
    {
        TaskCompletionSource[] held = [.. Enumerable.Range(0, 60).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        int entered = -1;
        using HttpMessageInvoker invoker = new(new ResilienceHandler(new() { Classify = Classify, MaxConcurrency = 4 })
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
        using HttpMessageInvoker invoker = Held(new() { Classify = Classify, TimeProvider = _time, MaxAttempts = 1 }, held);
        Queue<Task<HttpResponseMessage>> sent = new(SendMany(invoker, 20));
        Assert.Equal(20, held.Count);
        for (int i = 0; i < 4; i++)
        {
            await EndAsync(sent.Dequeue(), held.Dequeue(), succeed ? null : Failure.Final);
            sent.Enqueue(invoker.SendAsync(Message(Traits(true)), Cancellation));
        }

        _ = SendMany(invoker, 5);

        Assert.Equal(expected, held.Count);
    }

    [Fact]
    public async Task Limiter_Refusal_TakesATenthOfThePlacesAndItsOwn()
    {
        Queue<TaskCompletionSource<HttpResponseMessage>> held = [];
        using HttpMessageInvoker invoker = Held(new() { Classify = Classify, TimeProvider = _time, MaxAttempts = 1 }, held);
        Queue<Task<HttpResponseMessage>> sent = new(SendMany(invoker, 20));
        await EndAsync(sent.Dequeue(), held.Dequeue(), new Failure { IsOverload = true });
        for (int i = 0; i < 4; i++)
        {
            await EndAsync(sent.Dequeue(), held.Dequeue(), Failure.Final);
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
        using HttpMessageInvoker invoker = Held(new() { Classify = Classify, TimeProvider = time }, held);
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
        using HttpMessageInvoker invoker = Invoker(new() { Classify = Classify, TimeProvider = _time, MaxAttempts = 1 }, n => n == 1 ? s_refused with { IsHotKey = true } : null);
        await Assert.ThrowsAsync<FailedException>(() => invoker.SendAsync(Message(Write("hot")), Cancellation));
        for (int i = 0; i < 3; i++)
        {
            (await invoker.SendAsync(Message(Write("hot")), Cancellation)).Dispose();
            (await invoker.SendAsync(Message(Write("other")), Cancellation)).Dispose();
        }

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(1), 3), _time.Waits);
    }
}
