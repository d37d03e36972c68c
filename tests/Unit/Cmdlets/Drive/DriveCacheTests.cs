using R2.Cmdlets.Drive.Rows;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Drive;

public sealed class DriveCacheTests
{
    private static readonly R2ObjectPage s_page = new() { Objects = [], Prefixes = [] };

    private static readonly string[] s_upwards = ["a/b/c", "a/b/", "a/"];

    private readonly ManualTime _time = new();

    [Fact]
    public void Probe_IsKnownForFiveSeconds_AndAListingForTwo()
    {
        DriveCache cache = new(isOff: false, _time);
        cache.Note("b", "k", null, exists: true);
        cache.Note("b", "none", null, exists: false);
        cache.Keep("b", "p/", s_page);

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Same(s_page, cache.Find("b", "p/"));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Null(cache.Find("b", "p/"));
        Assert.True(cache.Knows("b", "k", out _));
        Assert.False(cache.Knows("b", "none", out _));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(cache.Knows("b", "k", out _));
        Assert.Null(cache.Knows("b", "none", out _));
    }

    [Fact]
    public void OwnChange_IsForgotten_WithTheFoldersThatItLiesIn()
    {
        DriveCache cache = new(isOff: false, _time);
        foreach (string key in s_upwards.Append("other"))
        {
            cache.Note("b", key, null, exists: true);
        }

        cache.Keep("b", "a/", s_page);
        cache.Change("b", "a/b/c", changes: 1);
        cache.Follow(1);

        Assert.All(s_upwards, key => Assert.Null(cache.Knows("b", key, out _)));
        Assert.True(cache.Knows("b", "other", out _));
        Assert.Null(cache.Find("b", "a/"));
    }

    [Fact]
    public void ChangeOfTheSession_ForgetsAll()
    {
        DriveCache cache = new(isOff: false, _time);
        cache.Note("b", "k", null, exists: true);
        cache.Follow(0);
        Assert.True(cache.Knows("b", "k", out _));
        cache.Follow(1);
        Assert.Null(cache.Knows("b", "k", out _));
    }

    [Fact]
    public void WithoutCache_OnlyTheRowThatIsEmittedIsKnown()
    {
        DriveCache cache = new(isOff: true, _time);
        cache.Note("b", "k", null, exists: true);
        cache.Keep("b", "p/", s_page);
        cache.Emit("b", "first", null);
        cache.Emit("b", "second", null);

        Assert.Null(cache.Knows("b", "k", out _));
        Assert.Null(cache.Find("b", "p/"));
        Assert.Null(cache.Knows("b", "first", out _));
        Assert.True(cache.Knows("b", "second", out _));
        cache.EndListing();
        Assert.Null(cache.Knows("b", "second", out _));
    }

    [Fact]
    public void ManyRows_StayBounded()
    {
        DriveCache cache = new(isOff: false, _time);
        for (int i = 0; i <= 10_000; i++)
        {
            cache.Note("b", $"{i}", null, exists: true);
        }

        Assert.Null(cache.Knows("b", "0", out _));
        Assert.True(cache.Knows("b", "10000", out _));
    }
}
