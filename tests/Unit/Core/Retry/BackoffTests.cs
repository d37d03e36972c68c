using R2.Retry;

namespace R2.Unit.Core.Retry;

public class BackoffTests
{
    private static readonly TimeSpan s_base = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_max = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(0, 0, 100)]
    [InlineData(0, 0.5, 200)]
    [InlineData(0, 1, 300)]
    [InlineData(300, 0, 100)]
    [InlineData(300, 1, 900)]
    [InlineData(20_000, 1, 30_000)]
    public void Next_IsBetweenTheBaseAndThreeTimesTheWaitBefore(int previous, double random, int expected) =>
        Assert.Equal(expected, Backoff.Next(TimeSpan.FromMilliseconds(previous), null, s_base, s_max, random).TotalMilliseconds, 0.001);

    [Fact]
    public void Next_AnyRandomness_StaysWithinItsBounds()
    {
        Random random = new(1);
        TimeSpan wait = TimeSpan.Zero;
        for (int i = 0; i < 10_000; i++)
        {
            TimeSpan next = Backoff.Next(wait, null, s_base, s_max, random.NextDouble());
            Assert.InRange(next, s_base, TimeSpan.FromTicks(Math.Min(s_max.Ticks, 3 * Math.Max(wait.Ticks, s_base.Ticks))));
            wait = next;
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(60, 30)]
    public void Next_ServerNamesAWait_IsAtLeastThatAndAtMostTheLongest(int asked, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), Backoff.Next(TimeSpan.Zero, TimeSpan.FromSeconds(asked), s_base, s_max, 0.5));
}
