using R2.Pipeline;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

public class IdleWatchTests
{
    private readonly ManualTime _time = new();
    private int _fired;

    [Fact]
    public void Advance_NothingMoved_FiresOnceAtTheTimeout()
    {
        using IdleWatch watch = new(_time, TimeSpan.FromSeconds(10), () => _fired++);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, _fired);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(1, _fired);
        Assert.True(watch.Expired);
    }

    [Fact]
    public void Touch_WhileBytesMove_PutsTheEndOff()
    {
        using IdleWatch watch = new(_time, TimeSpan.FromSeconds(10), () => _fired++);
        for (int i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            watch.Touch();
        }

        Assert.Equal(0, _fired);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _fired);
    }

    [Fact]
    public void Pause_WhileNobodyWaits_StopsTheCount()
    {
        using IdleWatch watch = new(_time, TimeSpan.FromSeconds(10), () => _fired++);
        watch.Pause();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _fired);
        watch.Resume();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _fired);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _fired);
    }

    [Fact]
    public void TimeRunsOut_AfterWhatItWatchedEnded_HarmsNobody()
    {
        ManualTime time = new();
        CancellationTokenSource ended = new();
        using IdleWatch watch = new(time, TimeSpan.FromSeconds(5), ended.Cancel);
        ended.Dispose();

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(watch.Expired);
    }
}
