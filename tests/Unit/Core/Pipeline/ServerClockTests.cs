using R2.Pipeline;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

public class ServerClockTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(0, false)]
    [InlineData(-4, false)]
    [InlineData(20, true)]
    [InlineData(-600, true)]
    public void Observe_DateOfAnAnswer_CorrectsOnlyWhatIsFarOff(int minutes, bool corrected)
    {
        ServerClock clock = new(_time);

        Assert.Equal(corrected, clock.Observe(_time.GetUtcNow().AddMinutes(minutes)));

        Assert.Equal(corrected ? _time.GetUtcNow().AddMinutes(minutes) : _time.GetUtcNow(), clock.GetUtcNow());
        Assert.False(clock.Observe(clock.GetUtcNow()));
    }

    [Fact]
    public void Observe_ClockOfTheMachinePutRight_GoesBack()
    {
        ServerClock clock = new(_time);
        clock.Observe(_time.GetUtcNow().AddHours(1));
        clock.Observe(_time.GetUtcNow());

        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }
}
