using System.Collections;
using System.Globalization;

namespace R2.Help;

/// <summary>Default values as help shows them.</summary>
internal static class DefaultText
{
    /// <summary>Empty for what says nothing to a user: null, zero, an empty list, the largest number for no limit.</summary>
    public static string Of(object? value) => value switch
    {
        null or 0 or 0L or int.MaxValue or long.MaxValue => "",
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object>()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };
}
