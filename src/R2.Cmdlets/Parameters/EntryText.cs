using System.Globalization;
using System.Numerics;
using System.Xml;

namespace R2.Cmdlets.Parameters;

/// <summary>Values of -Metadata and -SignedHeader as text: the same in every culture, and dates with their zone.</summary>
internal static class EntryText
{
    /// <summary>Null where a value is not one text: lists, hashtables, objects.</summary>
    public static string? From(object? value) => value switch
    {
        string text => text,
        bool or char or Enum or Guid or Uri or Version => value.ToString(),
        DateTime moment => WithZone(moment).ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        TimeSpan duration => XmlConvert.ToString(duration),
        BigInteger or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        IFormattable number when value.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>As <see cref="From"/>, but dates as HTTP writes them (RFC 9110, 5.6.7), unless it is metadata.</summary>
    public static string? ForHeader(string name, object? value) => (name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase) ? null : value) switch
    {
        DateTime moment => WithZone(moment).ToUniversalTime().ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("R", CultureInfo.InvariantCulture),
        _ => From(value),
    };

    /// <summary>A date that says nothing of its zone is one of this machine's, as everywhere in PowerShell.</summary>
    private static DateTime WithZone(DateTime moment) => moment.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(moment, DateTimeKind.Local) : moment;
}
