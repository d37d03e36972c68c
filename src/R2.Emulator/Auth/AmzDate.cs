using System.Globalization;

namespace R2.Emulator.Auth;

/// <summary>The only date format that R2 accepts, also in a Date header: <c>yyyyMMdd'T'HHmmss'Z'</c>.</summary>
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
