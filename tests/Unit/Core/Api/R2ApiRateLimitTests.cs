using R2.Unit.Support;

namespace R2.Unit.Core.Api;

public sealed class R2ApiRateLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_OneTooMany_WaitsUntilTheFirstLeavesTheWindow()
    {
        SkippingTime time = new();
        R2ApiRateLimit limit = new(3, TimeSpan.FromMinutes(5));

        for (int i = 0; i < 4; i++)
        {
            await limit.EnterAsync(time, Cancellation);
        }

        Assert.Equal([TimeSpan.FromMinutes(5)], time.Waits);
    }

    [Fact]
    public async Task Enter_Paused_WaitsForTheServersTime()
    {
        SkippingTime time = new();
        R2ApiRateLimit limit = new();
        limit.Pause(time.GetUtcNow() + TimeSpan.FromSeconds(90));

        await limit.EnterAsync(time, Cancellation);

        Assert.Equal([TimeSpan.FromSeconds(90)], time.Waits);
    }

    [Fact]
    public void Defaults_AreCloudflares()
    {
        R2ApiRateLimit limit = new();

        Assert.Equal((1200, TimeSpan.FromMinutes(5)), (limit.Requests, limit.Window));
        Assert.Throws<ArgumentOutOfRangeException>(() => new R2ApiRateLimit(0));
    }
}
