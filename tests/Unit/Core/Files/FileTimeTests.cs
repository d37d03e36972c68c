using Microsoft.Win32.SafeHandles;
using R2.Files;
using R2.Unit.Support;

namespace R2.Unit.Core.Files;

public sealed class FileTimeTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(1354040105, 123456789, "1354040105.123456789")]
    [InlineData(1354040105, 500000000, "1354040105.500000000")]
    [InlineData(1354040105, 1, "1354040105.000000001")]
    [InlineData(-1, 500000000, "-0.500000000")]
    [InlineData(-2, 999999999, "-1.000000001")]
    [InlineData(-5, 0, "-5")]
    public void ToString_Time_IsSecondsWithNoneOrNineDecimals(long seconds, int nanoseconds, string text)
    {
        Assert.Equal(text, new FileTime(seconds, nanoseconds).ToString());
        Assert.Equal(new FileTime(seconds, nanoseconds), FileTime.TryParse(text));
    }

    [Theory]
    [InlineData("1.5", 1, 500000000)]
    [InlineData("-1.5", -2, 500000000)]
    [InlineData("+7", 7, 0)]
    [InlineData(".25", 0, 250000000)]
    [InlineData("3.", 3, 0)]
    [InlineData("1.1234567899", 1, 123456789)]
    [InlineData("1.123456789 and more", 1, 123456789)]
    [InlineData("0001.0", 1, 0)]
    [InlineData(".", 0, 0)]
    [InlineData("-", 0, 0)]
    [InlineData("-0", 0, 0)]
    public void TryParse_WhatRcloneReads_IsReadAsRcloneDoes(string text, long seconds, int nanoseconds) =>
        Assert.Equal(new FileTime(seconds, nanoseconds), FileTime.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("1.5e3")]
    [InlineData("--1")]
    [InlineData("1.-5")]
    [InlineData("1,5")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("99999999999999999999")]
    public void TryParse_WhatRcloneRefuses_IsNone(string text) => Assert.Null(FileTime.TryParse(text));

    [Fact]
    public void Of_DatesBeforeAndAfter1970_AreTheSameThereAndBack()
    {
        foreach (long ticks in new[] { 0, 1, -1, 12345678901, -12345678901, TimeSpan.TicksPerSecond, -TimeSpan.TicksPerSecond })
        {
            DateTime date = DateTime.UnixEpoch.AddTicks(ticks);
            FileTime time = FileTime.Of(date);
            Assert.InRange(time.Nanoseconds, 0, 999_999_999);
            Assert.Equal(date, time.ToDateTime());
        }
    }

    [Fact]
    public void ToDateTime_BeyondDotNet_IsTheNearestDate()
    {
        Assert.Equal(DateTime.MaxValue, new FileTime(long.MaxValue, 0).ToDateTime());
        Assert.Equal(DateTime.MinValue, new FileTime(long.MinValue, 0).ToDateTime());
    }

    [Fact]
    public void CompareTo_Times_AreInOrder()
    {
        FileTime[] times = [new(-1, 1), new(-1, 999_999_999), new(0, 0), new(0, 1), new(1, 0)];
        Assert.Equal(times, times.Reverse().Order());
    }

    [UnixTheory("Windows counts in hundreds of nanoseconds.")]
    [InlineData(1_700_000_000, 123_456_789)]
    [InlineData(-86_400, 1)]
    public void TrySet_Nanoseconds_AreThoseThatTheFileHas(long seconds, int nanoseconds)
    {
        File.SetLastAccessTimeUtc(_path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        using (SafeFileHandle file = File.OpenHandle(_path, access: FileAccess.Write))
        {
            Assert.True(new FileTime(seconds, nanoseconds).TrySet(file));
            Assert.Equal(new FileTime(seconds, nanoseconds), FileState.Of(file).LastWriteTime);
        }

        Assert.Equal(new FileTime(seconds, nanoseconds), FileState.Of(_path).LastWriteTime);
        Assert.Equal(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc), File.GetLastAccessTimeUtc(_path));
    }

    [Fact]
    public void TrySet_HundredsOfNanoseconds_AreThoseThatTheFileHas()
    {
        FileTime time = new(1_700_000_000, 123_456_700);
        using (SafeFileHandle file = File.OpenHandle(_path, access: FileAccess.Write))
        {
            Assert.True(time.TrySet(file));
        }

        Assert.Equal(time, FileState.Of(_path).LastWriteTime);
    }

    [Theory]
    [InlineData("mtime", "1700000000.5", 1_700_000_000, 500_000_000)]
    [InlineData("s3cmd-attrs", "atime:1/ctime:2/gid:0/gname:root/md5:00/mode:33188/mtime:1700000001/uid:0", 1_700_000_001, 0)]
    [InlineData("mc-attrs", "atime:1#5/gid:0/mode:33188/mtime:1700000002#123456789/uid:0", 1_700_000_002, 123_456_789)]
    [InlineData("goog-reserved-file-mtime", "1700000003", 1_700_000_003, 0)]
    public void Of_MetadataOfOthers_IsTheirTime(string name, string value, long seconds, int nanoseconds) =>
        Assert.Equal(new FileTime(seconds, nanoseconds), KeptTime.Of(new Dictionary<string, string> { [name] = value }));

    [Fact]
    public void Of_SeveralTimes_IsRclones()
    {
        Dictionary<string, string> metadata = new() { ["goog-reserved-file-mtime"] = "3", ["s3cmd-attrs"] = "mtime:2", ["mtime"] = "1" };
        Assert.Equal(new FileTime(1, 0), KeptTime.Of(metadata));
        metadata["mtime"] = "yesterday";
        Assert.Equal(new FileTime(2, 0), KeptTime.Of(metadata));
        Assert.Null(KeptTime.Of(new Dictionary<string, string> { ["mtime"] = "", ["mc-attrs"] = "mtime:x#1" }));
    }

    [Fact]
    public void With_TimeThatSomebodySays_Stands()
    {
        Assert.Equal("5", KeptTime.With(new Dictionary<string, string> { ["MTime"] = "5" }, new FileTime(7, 0))["mtime"]);
        Assert.Equal("7", KeptTime.With(null, new FileTime(7, 0))["mtime"]);
    }
}
