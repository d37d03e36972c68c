using System.Globalization;

namespace R2.Emulator.Auth;

/// <summary>The one form of date that R2 takes, also in a Date header: <c>yyyyMMdd'T'HHmmss'Z'</c>.</summary>
internal static class AmzDate
{
    public static DateTimeOffset? Parse(string text) => DateTimeOffset.TryParseExact(
        text,
        "yyyyMMdd'T'HHmmss'Z'",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTimeOffset date)
        ? date
        : null;
}
