using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Retry;

public class HotKeysTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly HotKeys _keys;

    public HotKeysTests() => _keys = new HotKeys(_time, s_second);

    [Fact]
    public void Wait_KeyThatWasNeverRefused_HasNone()
    {
        Assert.True(Wait("cold").IsCompletedSuccessfully);
        _keys.Add("hot");
        Assert.True(Wait("cold").IsCompletedSuccessfully);
        Assert.True(Wait("HOT").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wait_WritesAtOnce_AreASecondApart()
    {
        _keys.Add("hot");
        Task[] waits = [Wait("hot"), Wait("hot"), Wait("hot")];

        Assert.Equal([false, false, false], waits.Select(static wait => wait.IsCompleted));
        _time.Advance(s_second);
        await waits[0];
        Assert.Equal([true, false, false], waits.Select(static wait => wait.IsCompleted));
        _time.Advance(s_second);
        await waits[1];
        Assert.False(waits[2].IsCompleted);
        _time.Advance(s_second);
        await waits[2];
    }

    [Fact]
    public async Task Wait_AfterItsTurnPassed_CountsFromNow()
    {
        _keys.Add("hot");
        _time.Advance(5 * s_second);

        Assert.True(Wait("hot").IsCompletedSuccessfully);
        Task next = Wait("hot");
        Assert.False(next.IsCompleted);
        _time.Advance(s_second);
        await next;
    }

    [Fact]
    public void Wait_AtTheVeryMomentOfItsTurn_HasNone()
    {
        _keys.Add("hot");
        _time.Advance(s_second);

        Assert.True(Wait("hot").IsCompletedSuccessfully);
    }

    [Fact]
    public void Add_RefusedAgain_KeepsTheTurnsThatAreGiven()
    {
        _keys.Add("hot");
        _ = Wait("hot");
        _ = Wait("hot");
        _keys.Add("hot");
        Task third = Wait("hot");

        _time.Advance(2 * s_second);
        Assert.False(third.IsCompleted);
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void Add_AnotherKey_ForgetsWhatRestedForTenSpacings(int seconds, bool forgotten)
    {
        _keys.Add("hot");
        _time.Advance(seconds * s_second);
        _keys.Add("another");

        // Only a key that is known has a turn, and the second write of it waits.
        Assert.True(Wait("hot").IsCompleted);
        Assert.Equal(forgotten, Wait("hot").IsCompleted);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        using CancellationTokenSource cancellation = new();
        _keys.Add("hot");
        Task wait = _keys.WaitAsync("hot", cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private Task Wait(string key) => _keys.WaitAsync(key, TestContext.Current.CancellationToken).AsTask();
}
