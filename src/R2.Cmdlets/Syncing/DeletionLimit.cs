using System.Globalization;

namespace R2.Cmdlets.Syncing;

/// <summary>What -MaxDelete takes: a number, or a percentage.</summary>
internal static class DeletionLimit
{
    /// <exception cref="R2Exception">It is neither.</exception>
    public static (long? Count, double? Percent) Parse(string? text)
    {
        if (text is null)
        {
            return default;
        }

        string trimmed = text.Trim();
        return trimmed.EndsWith('%') && double.TryParse(trimmed.AsSpan(0, trimmed.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent <= 100 ? (null, percent)
            : long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? (count, null)
            : throw new R2Exception(R2ErrorCodes.InvalidArgument, $"-MaxDelete is '{text}'; it must be a number such as 500, or a percentage such as 10%.");
    }
}
