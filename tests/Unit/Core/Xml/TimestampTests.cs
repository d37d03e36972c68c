using System.Globalization;
using R2.Xml;

namespace R2.Unit.Core.Xml;

public class TimestampTests
{
    [Theory]
    [InlineData("2026-11-22T10:22:09.123Z")]
    [InlineData("2024-02-29T23:59:59.999Z")]
    [InlineData("2026-12-31T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00.000Z")]
    [InlineData("2026-11-22T10:22:09Z")]
    [InlineData("2026-11-22T10:22:09.1234567Z")]
    [InlineData("2026-11-22T10:22:09.123+01:00")]
    [InlineData("2026-11-22T10:22:09.123")]
    [InlineData("Sun, 22 Nov 2026 10:22:09 GMT")]
    public void TryParse_Date_IsWhatTheGeneralParserReads(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        Assert.True(Timestamp.TryParse(text, out DateTimeOffset date));
        Assert.Equal(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, Utc), date);
        Assert.Equal(TimeSpan.Zero, date.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-02-29T10:22:09.123Z")]
    [InlineData("2026-13-01T10:22:09.123Z")]
    [InlineData("2026-00-01T10:22:09.123Z")]
    [InlineData("0000-01-01T10:22:09.123Z")]
    [InlineData("2026-11-22T24:22:09.123Z")]
    [InlineData("2026-11-22T10:60:09.123Z")]
    [InlineData("2026-11-22T10:22:09.12AZ")]
    [InlineData("2026-11-00T10:22:09.123Z")]
    [InlineData("2026-11-31T10:22:09.123Z")]
    [InlineData("2026-11-22T10:22:60.123Z")]
    [InlineData("111111111111111111111111")] // as long as a date
    [InlineData("////////////////////////")]
    [InlineData("////-//-//T//://://.///Z")]
    public void TryParse_NoDate_IsRefused(string text) => Assert.False(Timestamp.TryParse(text, out _));
}
