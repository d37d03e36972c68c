using R2.Resilience;

namespace R2.Unit.Resilience;

public class AdaptiveLimitTests(ITestOutputHelper output)
{
    private const double Seconds = 60;

    /// <summary>R2's published limits: https://developers.cloudflare.com/r2/platform/limits/</summary>
    [Theory]
    [InlineData("reads", 20_000)]
    [InlineData("writes", 4_000)]
    [InlineData("a tenth of the writes", 400)]
    public void Simulation_ServerWithALimit_ReachesItsRateAndIsSeldomRefused(string what, double rate)
    {
        AdaptiveLimit limit = new(ResilienceDefaults.InitialConcurrency, ResilienceDefaults.MaxConcurrency);
        LimitSimulation adaptive = new LimitSimulation(rate, seed: 1).Run(Seconds, workers: 1000, limit);
        output.WriteLine($"| {what}, {rate:N0}/s | adaptive | {adaptive.Goodput:P1} | {adaptive.RefusedShare:P2} |");
        foreach (int fixedConcurrency in (int[])[4, 16, 64, 256])
        {
            LimitSimulation other = new LimitSimulation(rate, seed: 1).Run(Seconds, fixedConcurrency, null);
            output.WriteLine($"| {what}, {rate:N0}/s | fixed {fixedConcurrency} | {other.Goodput:P1} | {other.RefusedShare:P2} |");
            Assert.False(other.Goodput >= adaptive.Goodput && other.RefusedShare <= adaptive.RefusedShare, $"{fixedConcurrency} at once did better");
        }

        Assert.InRange(adaptive.Goodput, 0.9, 1.01);
        Assert.InRange(adaptive.RefusedShare, 0, 0.02);
    }

    /// <summary>Where five or fewer at once are right, one of them more or less is a fifth or more: 4 in 100 were refused, and a tenth of the limit was left unused.</summary>
    [Theory]
    [InlineData(300)]
    [InlineData(250)]
    [InlineData(200)]
    [InlineData(150)]
    public void Simulation_LimitThatAFewAtOnceReach_ReachesItAndIsSeldomRefused(double rate)
    {
        AdaptiveLimit limit = new(ResilienceDefaults.InitialConcurrency, ResilienceDefaults.MaxConcurrency);
        LimitSimulation adaptive = new LimitSimulation(rate, seed: 1).Run(Seconds, workers: 1000, limit);
        output.WriteLine($"| {rate:N0}/s | adaptive | {adaptive.Goodput:P1} | {adaptive.RefusedShare:P2} |");

        Assert.InRange(adaptive.Goodput, 0.9, 1.01);
        Assert.InRange(adaptive.RefusedShare, 0, 0.02);
    }

    [Fact]
    public void Succeeded_FarFromTheLastRefusal_AddsOneARound()
    {
        AdaptiveLimit limit = new(10, 1000);
        for (int i = 0; i < 10; i++)
        {
            limit.Refused(limit.Generation);
        }

        // Far from the last refusal now, which was at 3.9.
        for (double before = limit.Current; limit.Current < 20;)
        {
            limit.Succeeded((int)limit.Current, limit.Generation);
            Assert.InRange(limit.Current - before, 0, 1);
            before = limit.Current;
        }

        for (int i = 0; i < 20; i++)
        {
            limit.Succeeded((int)limit.Current, limit.Generation);
        }

        Assert.InRange(limit.Current, 20.9, 21.1);
    }

    [Fact]
    public void Places_LimitWithAFraction_AreOneMoreInSoManyOfTheTurns()
    {
        AdaptiveLimit limit = new(10, 1000);
        limit.Refused(limit.Generation);
        limit.Refused(limit.Generation);
        Assert.Equal(8.1, limit.Current, 3);
        List<int> places = [];
        for (int i = 0; i < 1000; i++)
        {
            // Not used up, so that it is not raised; the first of them end what the refusals hold back.
            limit.Succeeded(1, limit.Generation);
            places.Add(limit.Places);
        }

        Assert.Equal([8, 9], places.Skip(20).Distinct().Order());
        Assert.Equal(8.1, places.Skip(20).Average(), 0.02);
    }

    /// <summary>Whoever took the place of a refused request at once was refused too: 4 in 100 at 200 a second.</summary>
    [Fact]
    public void Refused_ItsPlace_StaysEmptyForARound()
    {
        AdaptiveLimit limit = new(100, 1000);
        long generation = limit.Generation;
        for (int i = 0; i < 30; i++)
        {
            limit.Refused(generation);
        }

        Assert.Equal((90, 60), ((int)limit.Current, limit.Places));
        for (int i = 0; i < 60; i++)
        {
            limit.Succeeded(1, limit.Generation);
        }

        Assert.InRange(limit.Places, 70, 80);
        for (int i = 0; i < 900; i++)
        {
            limit.Succeeded(1, limit.Generation);
        }

        Assert.Equal((90, 90), ((int)limit.Current, limit.Places));
    }

    [Fact]
    public void Refused_AllThatWereInFlight_KeepsHalfOfThePlaces()
    {
        AdaptiveLimit limit = new(100, 1000);
        long generation = limit.Generation;
        for (int i = 0; i < 100; i++)
        {
            limit.Refused(generation);
        }

        Assert.Equal((90, 45), ((int)limit.Current, limit.Places));
    }

    [Fact]
    public void Succeeded_LimitNotUsedUp_DoesNotRaiseIt()
    {
        AdaptiveLimit limit = new(10, 1000);
        limit.Succeeded(3, limit.Generation);

        Assert.Equal(10, limit.Current);
    }

    [Fact]
    public void Refused_SeveralThatWereInFlightTogether_LowerItOnce()
    {
        AdaptiveLimit limit = new(100, 1000);
        long generation = limit.Generation;
        for (int i = 0; i < 50; i++)
        {
            limit.Refused(generation);
        }

        Assert.Equal(90, limit.Current);
    }

    /// <summary>Overload brings refusals in crowds; what comes once in a hundred answers whatever the load is no reason to wait.</summary>
    [Fact]
    public void Refused_OneInAHundredWhateverTheLoad_KeepsAModestNumberInFlight()
    {
        AdaptiveLimit limit = new(ResilienceDefaults.InitialConcurrency, ResilienceDefaults.MaxConcurrency);
        Random random = new(1);
        double sum = 0;
        const int Answers = 100_000;
        for (int i = 0; i < Answers; i++)
        {
            if (random.NextDouble() < 0.01)
            {
                limit.Refused(limit.Generation);
            }
            else
            {
                limit.Succeeded((int)limit.Current, limit.Generation);
            }

            sum += limit.Current;
        }

        output.WriteLine($"on average {sum / Answers:N1} in flight");
        Assert.InRange(sum / Answers, 7, ResilienceDefaults.MaxConcurrency);
    }

    [Fact]
    public void Refused_Always_LeavesOne()
    {
        AdaptiveLimit limit = new(100, 1000);
        for (int i = 0; i < 500; i++)
        {
            limit.Refused(limit.Generation);
        }

        Assert.Equal(1, limit.Current);
    }

    [Fact]
    public void Succeeded_RisingLatency_LowersItAndQuickAnswersDoNot()
    {
        AdaptiveLimit limit = new(100, 1000);
        for (int i = 0; i < 100; i++)
        {
            limit.Succeeded(50, limit.Generation, 10);
        }

        Assert.Equal(100, limit.Current);
        for (int i = 0; i < 100; i++)
        {
            limit.Succeeded(50, limit.Generation, 2000);
        }

        Assert.InRange(limit.Current, 8, 50);
    }
}
