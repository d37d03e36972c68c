using R2.Retry;

namespace R2.Unit.Core.Retry;

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
        AdaptiveLimit limit = new(BucketState.InitialConcurrency, BucketState.MaxConcurrency);
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
        AdaptiveLimit limit = new(BucketState.InitialConcurrency, BucketState.MaxConcurrency);
        LimitSimulation adaptive = new LimitSimulation(rate, seed: 1).Run(Seconds, workers: 1000, limit);
        output.WriteLine($"| {rate:N0}/s | adaptive | {adaptive.Goodput:P1} | {adaptive.RefusedShare:P2} |");

        Assert.InRange(adaptive.Goodput, 0.9, 1.01);
        Assert.InRange(adaptive.RefusedShare, 0, 0.02);
    }

    /// <summary>Whoever says how many gets as many at once; what was learnt since stands.</summary>
    [Fact]
    public void Expect_RaisesALimitThatWasNeverLowered()
    {
        AdaptiveLimit limit = new(BucketState.InitialConcurrency, BucketState.MaxConcurrency);
        limit.Expect(100);
        Assert.Equal(100, limit.Places);
        limit.Expect(30);
        Assert.Equal(100, limit.Places);

        limit.Refused(limit.Generation);
        limit.Expect(100);
        Assert.InRange(limit.Places, 1, 90);
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
        AdaptiveLimit limit = new(BucketState.InitialConcurrency, BucketState.MaxConcurrency);
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
        Assert.InRange(sum / Answers, 7, BucketState.MaxConcurrency);
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

    [Theory]
    [InlineData(20, 1000, 20)]
    [InlineData(20, 20, 20)]
    [InlineData(20, 5, 5)]
    public void New_FirstLimit_IsAtMostTheHighest(int initial, int most, int expected)
    {
        AdaptiveLimit limit = new(initial, most);

        Assert.Equal((expected, expected, 0L), (limit.Current, limit.Places, limit.Generation));
    }

    [Theory]
    [InlineData(10, 10.25)]
    [InlineData(9, 10.25)]
    [InlineData(8, 10)]
    public void Succeeded_BeforeAnyRefusal_AddsAQuarterWhereAllButOneAreUsed(int inFlight, double expected)
    {
        AdaptiveLimit limit = new(10, 1000);
        limit.Succeeded(inFlight, limit.Generation);

        Assert.Equal(expected, limit.Current);
    }

    [Fact]
    public void Succeeded_AtTheHighest_StaysThere()
    {
        AdaptiveLimit limit = new(10, 10);
        limit.Succeeded(10, limit.Generation);

        Assert.Equal((10d, 10), (limit.Current, limit.Places));
    }

    [Fact]
    public void Succeeded_NearTheLastRefusal_AddsAThousandth()
    {
        AdaptiveLimit limit = Refused(new AdaptiveLimit(100, 1000), 1);
        limit.Succeeded(90, limit.Generation);

        Assert.Equal(90.001, limit.Current, 1e-9);
    }

    [Theory]
    [InlineData(1, 90.001)]
    [InlineData(2, 81.001)]
    [InlineData(12, 28.24295364810 + 0.001)]
    public void Succeeded_OneRefusalAfterAnother_IsNearTheLastOfThem(int refusals, double expected)
    {
        AdaptiveLimit limit = Refused(new AdaptiveLimit(100, 1000), refusals);
        limit.Succeeded(1000, limit.Generation);

        Assert.Equal(expected, limit.Current, 1e-6);
    }

    [Fact]
    public void Succeeded_LowLimitNearTheLastRefusal_AddsAShareOfItself()
    {
        AdaptiveLimit limit = Refused(new AdaptiveLimit(9, 1000), 2);
        Assert.Equal(7.29, limit.Current, 1e-9);
        limit.Succeeded(9, limit.Generation);

        Assert.Equal(7.29 + (7.29 * 0.0005), limit.Current, 1e-9);
    }

    /// <summary>Three refusals among so few answers may be chance; the fourth is none.</summary>
    [Fact]
    public void Refused_LowLimit_IsLoweredByACrowdOnly()
    {
        AdaptiveLimit limit = new(8, 1000);
        Assert.Equal((8, 0L), (Refused(limit, 3).Current, limit.Generation));
        Assert.Equal((7.2, 1L), (Refused(limit, 1).Current, limit.Generation));
        limit.Succeeded(9, limit.Generation);

        Assert.Equal(7.201, limit.Current, 1e-9);
    }

    [Fact]
    public void Refused_InAnEarlierGeneration_ChangesNothingButWhatIsHeldBack()
    {
        AdaptiveLimit limit = Refused(new AdaptiveLimit(100, 1000), 1);
        limit.Refused(0);

        Assert.Equal((90, 1L, 88), (limit.Current, limit.Generation, limit.Places));
    }

    [Fact]
    public void Succeeded_SlowerThanThreeTimesTheQuickestAndATenthOfASecond_LowersIt()
    {
        AdaptiveLimit limit = new(100, 1000);
        limit.Succeeded(1, limit.Generation, 100);

        // The mean goes a tenth of the way to each: 310, then 499, against three times 100 and 100 more.
        limit.Succeeded(1, limit.Generation, 2200);
        Assert.Equal((100, 0L), (limit.Current, limit.Generation));
        limit.Succeeded(1, limit.Generation, 2200);
        Assert.Equal((90, 1L), (limit.Current, limit.Generation));
    }

    [Fact]
    public void Succeeded_FirstAnswer_IsTheMeanAsItIs()
    {
        AdaptiveLimit limit = new(100, 1000);
        foreach (double milliseconds in (double[])[100, 2200, 1500])
        {
            limit.Succeeded(1, limit.Generation, milliseconds);
        }

        // 429 on average, against 400; from nothing on it would be 356.
        Assert.Equal((90, 1L), (limit.Current, limit.Generation));
    }

    /// <summary>Three times the quickest and a tenth of a second more, and the quickest creeps up meanwhile.</summary>
    [Fact]
    public void Succeeded_LittleMoreThanThreeTimesTheQuickest_DoesNotLowerIt()
    {
        AdaptiveLimit limit = new(100, 1000);
        limit.Succeeded(1, limit.Generation, 1000);
        for (int i = 0; i < 100; i++)
        {
            limit.Succeeded(1, limit.Generation, 3200);
        }

        Assert.Equal((100, 0L), (limit.Current, limit.Generation));
    }

    [Fact]
    public void Succeeded_SlowAnswerOfAnEarlierGeneration_DoesNotLowerItAgain()
    {
        AdaptiveLimit limit = new(100, 1000);
        limit.Succeeded(1, 0, 1);
        limit.Succeeded(1, 0, 10_000);
        limit.Succeeded(1, 0, 10_000);

        Assert.Equal((90, 1L), (limit.Current, limit.Generation));
    }

    [Fact]
    public void Succeeded_SlowAnswers_LeaveEight()
    {
        AdaptiveLimit limit = new(9, 1000);
        limit.Succeeded(1, limit.Generation, 1);
        limit.Succeeded(1, limit.Generation, 10_000);
        Assert.Equal((8.1, 1L), (limit.Current, limit.Generation));
        limit.Succeeded(1, limit.Generation, 10_000);
        Assert.Equal((8, 2L), (limit.Current, limit.Generation));
        limit.Succeeded(1, limit.Generation, 10_000);
        Assert.Equal((8, 2L), (limit.Current, limit.Generation));
    }

    private static AdaptiveLimit Refused(AdaptiveLimit limit, int times)
    {
        for (int i = 0; i < times; i++)
        {
            limit.Refused(limit.Generation);
        }

        return limit;
    }
}
