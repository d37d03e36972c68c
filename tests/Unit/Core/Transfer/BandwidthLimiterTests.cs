using R2.Content;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public class BandwidthLimiterTests
{
    [Fact]
    public async Task Take_ManyAtOnce_SharesOneRate()
    {
        ManualTime time = new();
        BandwidthLimiter limiter = new(10_000, time);
        Task<int>[] takes = [.. Enumerable.Range(0, 10).Select(_ => limiter.TakeAsync(1_000_000, TestContext.Current.CancellationToken).AsTask())];

        Assert.Equal(1, takes.Count(t => t.IsCompleted));
        time.Advance(TimeSpan.FromMilliseconds(450));
        await Task.WhenAll(takes.Take(5));
        Assert.Equal(5, takes.Count(t => t.IsCompleted));
        Assert.All(takes.Take(5), t => Assert.Equal(1000, t.Result));
        time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(takes);
    }

    [Fact]
    public async Task Take_CancelledWhileItWaits_EndsAtOnce()
    {
        BandwidthLimiter limiter = new(1024, new ManualTime());
        await limiter.TakeAsync(1024, TestContext.Current.CancellationToken);
        using CancellationTokenSource cancellation = new();
        Task<int> take = limiter.TakeAsync(1024, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take);
    }
}
