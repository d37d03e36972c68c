using System.Globalization;
using System.Text.RegularExpressions;

namespace R2.Rules;

/// <summary>Numbers of bytes as people write them: 16777216, 16M, 16MB or 16MiB, which are all the same.</summary>
internal static partial class SizeText
{
    private const string Units = "KMGT";

    /// <summary>Null for what is no size, or not a whole number of bytes.</summary>
    public static long? Parse(string text)
    {
        Match size = Size().Match(text);
        if (!size.Success || !decimal.TryParse(size.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        int power = size.Groups["unit"].Success ? 1 + Units.IndexOf(size.Groups["unit"].Value, StringComparison.OrdinalIgnoreCase) : 0;
        decimal factor = 1L << (10 * power);
        return number <= long.MaxValue / factor && decimal.Truncate(number * factor) is var bytes && bytes == number * factor ? (long)bytes : null;
    }

    [GeneratedRegex(@"^\s*(?<number>\d+(?:\.\d+)?)\s*(?:(?<unit>[KMGT])(?:i?B)?)?B?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
