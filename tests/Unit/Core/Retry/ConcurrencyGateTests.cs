using R2.Retry;

namespace R2.Unit.Core.Retry;

public class ConcurrencyGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_NoPlaceLeft_WaitsItsTurn()
    {
        ConcurrencyGate gate = new(new AdaptiveLimit(2, 2));
        Task<long>[] entered = [.. Enumerable.Range(0, 5).Select(_ => gate.EnterAsync(Cancellation).AsTask())];
        Assert.Equal([true, true, false, false, false], entered.Select(static task => task.IsCompleted));

        gate.Leave(0, succeeded: false, overload: false, null);
        await entered[2];
        Assert.Equal([false, false], entered[3..].Select(static task => task.IsCompleted));

        gate.Leave(0, succeeded: true, overload: false, 5);
        await entered[3];
        Assert.False(entered[4].IsCompleted);
    }

    [Fact]
    public async Task Leave_NobodyWaits_LeavesThePlaceToTheNext()
    {
        ConcurrencyGate gate = new(new AdaptiveLimit(1, 1));
        for (int i = 0; i < 3; i++)
        {
            Assert.True(gate.EnterAsync(Cancellation).AsTask().IsCompletedSuccessfully);
            gate.Leave(0, succeeded: true, overload: false, null);
        }

        Assert.True(gate.EnterAsync(Cancellation).AsTask().IsCompletedSuccessfully);
        Task<long> next = gate.EnterAsync(Cancellation).AsTask();
        Assert.False(next.IsCompleted);
        gate.Leave(0, succeeded: true, overload: false, null);
        await next;
    }

    [Fact]
    public async Task Enter_Cancelled_TakesNoPlace()
    {
        ConcurrencyGate gate = new(new AdaptiveLimit(1, 1));
        using CancellationTokenSource cancellation = new();
        await gate.EnterAsync(Cancellation);
        Task<long> cancelled = gate.EnterAsync(cancellation.Token).AsTask();
        Task<long> next = gate.EnterAsync(Cancellation).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(next.IsCompleted);

        gate.Leave(0, succeeded: true, overload: false, null);
        await next;
    }

    [Fact]
    public async Task Leave_Refused_LowersTheLimitAndHandsOutItsGeneration()
    {
        AdaptiveLimit limit = new(10, 10);
        ConcurrencyGate gate = new(limit);
        long first = await gate.EnterAsync(Cancellation);
        gate.Leave(first, succeeded: false, overload: true, null);

        Assert.Equal((9d, 1L), (limit.Current, limit.Generation));
        Assert.Equal((0L, 1L), (first, await gate.EnterAsync(Cancellation)));
    }

    [Fact]
    public async Task Leave_Succeeded_TellsHowManyWereInFlight()
    {
        AdaptiveLimit limit = new(3, 10);
        ConcurrencyGate gate = new(limit);
        await gate.EnterAsync(Cancellation);
        gate.Leave(0, succeeded: true, overload: false, null);
        Assert.Equal(3, limit.Current);

        // Two of three are near enough to all.
        await gate.EnterAsync(Cancellation);
        await gate.EnterAsync(Cancellation);
        gate.Leave(0, succeeded: true, overload: false, null);
        Assert.Equal(3.25, limit.Current);
        gate.Leave(0, succeeded: false, overload: false, null);
        Assert.Equal(3.25, limit.Current);
    }
}
