using System.Globalization;

namespace R2.Sync.Planning;

/// <summary>A number with what is counted, as English has it.</summary>
internal static class Counted
{
    /// <param name="count">How many.</param>
    /// <param name="noun">What one of them is.</param>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
