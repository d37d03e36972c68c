using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class RateTests : IDisposable
{
    private static readonly EmulatorRates s_rates = new() { ReadsPerSecond = 40, WritesPerSecond = 20, WritesPerSecondPerKey = 1 };
    private readonly EmulatorClock _clock = new();
    private readonly EmulatorClient _client;

    public RateTests()
    {
        _client = new EmulatorClient(new R2EmulatorOptions { Buckets = ["bucket", "other"], TimeProvider = _clock, Rates = s_rates });
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Writes_MoreThanATenthOfASecondsWorthAtOnce_Are503UntilTimeHasPassed()
    {
        Assert.Equal([200, 200, 503, 503], await PutAsync("a", "b", "c", "d"));
        _clock.Now += TimeSpan.FromMilliseconds(50);
        Assert.Equal([200, 503], await PutAsync("c", "d"));
        _clock.Now += TimeSpan.FromHours(1);
        Assert.Equal([200, 200, 503], await PutAsync("d", "e", "f"));
    }

    [Fact]
    public async Task Reads_WhileWritesAreRefused_HaveALimitOfTheirOwn()
    {
        Assert.Equal([200, 200, 503], await PutAsync("a", "b", "c"));
        List<int> statuses = new List<int>();
        for (int number = 0; number < 5; number++)
        {
            statuses.Add((await _client.GetAsync("/bucket/a")).Status);
        }

        Assert.Equal([200, 200, 200, 200, 503], statuses);
    }

    [Fact]
    public async Task Writes_ToAnotherBucket_AreTaken()
    {
        Assert.Equal([200, 200, 503], await PutAsync("a", "b", "c"));
        Assert.Equal(200, (await _client.PutAsync("/other/c", "x")).Status);
    }

    [Fact]
    public async Task Writes_ToOneKeyWithinASecond_Are429AndLeaveOthersAlone()
    {
        Assert.Equal([200, 429], await PutAsync("hot", "hot"));
        EmulatorReply refused = await _client.PutAsync("/bucket/other", "x");
        _clock.Now += TimeSpan.FromMilliseconds(500);
        Assert.Equal((503, 429), (refused.Status, (await _client.PutAsync("/bucket/hot", "x")).Status));
        _clock.Now += TimeSpan.FromMilliseconds(500);
        Assert.Equal([200, 200], await PutAsync("hot", "other"));
    }

    [Fact]
    public async Task Writes_WithoutRates_AreTakenHoweverMany()
    {
        using EmulatorClient client = new EmulatorClient();
        for (int number = 0; number < 100; number++)
        {
            Assert.Equal(200, (await client.PutAsync("/bucket/hot", "x")).Status);
        }
    }

    private async Task<List<int>> PutAsync(params string[] keys)
    {
        List<int> statuses = new List<int>();
        foreach (string key in keys)
        {
            statuses.Add((await _client.PutAsync($"/bucket/{key}", "x")).Status);
        }

        return statuses;
    }
}
