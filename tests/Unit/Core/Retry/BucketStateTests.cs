using R2.Diagnostics;
using R2.Pipeline;
using R2.Unit.Core.Pipeline;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

/// <summary>The places and the keys of one bucket.</summary>
public sealed class BucketStateTests : S3PipelineTest
{
    private R2ClientOptions Once => Options with { Retry = new() { MaxAttempts = 1 } };

    [Fact]
    public async Task Limiter_MoreThanAllowed_WaitsForAPlace()
    {
        TaskCompletionSource[] held = [.. Enumerable.Range(0, 60).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        int entered = -1;
        R2ClientOptions options = Options with { TimeProvider = TimeProvider.System };
        S3Pipeline pipeline = new(
            options,
            new ClientTelemetry(null, options.Endpoint!),
            async (exchange, _) =>
            {
                await held[Interlocked.Increment(ref entered)].Task.WaitAsync(Cancellation);
                return Response(exchange);
            },
            maxConcurrency: 4);
        Task[] all = SendMany(pipeline, options, held.Length);
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
        Queue<Held> held = [];
        S3Pipeline pipeline = Held(Once, held);
        Queue<Task> sent = new(SendMany(pipeline, Once, 20));
        Assert.Equal(20, held.Count);
        for (int i = 0; i < 4; i++)
        {
            await held.Dequeue().EndAsync(sent.Dequeue(), succeed ? null : Wrong());
            sent.Enqueue(SendAsync(pipeline, Once));
        }

        _ = SendMany(pipeline, Once, 5);

        Assert.Equal(expected, held.Count);
    }

    [Fact]
    public async Task Limiter_Refusal_TakesATenthOfThePlacesAndItsOwn()
    {
        Queue<Held> held = [];
        S3Pipeline pipeline = Held(Once, held);
        Queue<Task> sent = new(SendMany(pipeline, Once, 20));
        await held.Dequeue().EndAsync(sent.Dequeue(), Refused());
        for (int i = 0; i < 4; i++)
        {
            await held.Dequeue().EndAsync(sent.Dequeue(), Wrong());
        }

        _ = SendMany(pipeline, Once, 10);

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
        Queue<Held> held = [];
        R2ClientOptions options = Options with { TimeProvider = time };
        S3Pipeline pipeline = Held(options, held);
        foreach (int seconds in (int[])[1, 60])
        {
            Task sending = SendAsync(pipeline, options, length is { } bytes ? Write("key").WithBody(R2Content.FromBytes(new byte[bytes])) : Read());
            time.Advance(TimeSpan.FromSeconds(seconds));
            held.Dequeue().Succeed();
            await sending;
        }

        _ = SendMany(pipeline, options, 30);

        Assert.Equal(expected, held.Count);
    }

    [Fact]
    public async Task HotKey_AfterARefusal_ItsWritesAreSpacedAndOthersAreNot()
    {
        S3Pipeline pipeline = Pipeline(Once, static n => n == 1 ? TooOften() : null);
        await FailAsync(pipeline, Once, Write("hot"));
        for (int i = 0; i < 3; i++)
        {
            await SendAsync(pipeline, Once, Write("hot"));
            await SendAsync(pipeline, Once, Write("other"));
        }

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(1), 3), _time.Waits);
    }
}
