using System.Globalization;
using R2.Models;

namespace R2.Cmdlets.Transfers;

/// <summary>Ranges as users type them, in the forms of RFC 9110, 14.1.2.</summary>
internal static class RangeText
{
    /// <exception cref="R2Exception">It is neither <c>first-last</c> nor <c>first-</c> nor <c>-count</c>.</exception>
    public static R2ByteRange Parse(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 2 && TryParse(ends[0], out long? start) && TryParse(ends[1], out long? end) && (start ?? end) is not null
            ? new R2ByteRange(start, end)
            : throw new R2Exception(R2ErrorCodes.InvalidRange, $"The range '{text}' is not valid.");
    }

    private static bool TryParse(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long parsed) ? parsed : null;
        return number is not null || text.Length == 0;
    }
}
