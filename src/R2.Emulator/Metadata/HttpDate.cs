using System.Globalization;

namespace R2.Emulator.Metadata;

/// <summary>Dates of HTTP headers (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).</summary>
internal static class HttpDate
{
    public static string Format(DateTimeOffset date) => date.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Null if the text is not a date; such a condition is ignored.</summary>
    public static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParse(
        text,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTimeOffset date)
        ? date
        : null;
}
