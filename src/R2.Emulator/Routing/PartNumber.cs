using System.Globalization;
using R2.Emulator.Errors;

namespace R2.Emulator.Routing;

/// <summary>Part numbers, 1 … 10,000.</summary>
internal static class PartNumber
{
    public const int Last = 10_000;

    public static int Parse(string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Last
            ? number
            : throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive.");
}
