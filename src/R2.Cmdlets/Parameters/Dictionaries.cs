using System.Collections;
using System.Management.Automation;

namespace R2.Cmdlets.Parameters;

/// <summary>Hashtables as users type them, as the core takes them.</summary>
internal static class Dictionaries
{
    /// <summary>-Metadata: each value one text, by which it can be read again.</summary>
    /// <exception cref="R2Exception">A value is no text, number, date or the like; the message names its entry.</exception>
    public static Dictionary<string, string>? ToMetadata(IDictionary? table) => ToStrings(
        table, R2ErrorCodes.InvalidMetadata, static (name, value) => EntryText.From(value) ?? throw Refused(R2ErrorCodes.InvalidMetadata, $"The metadata entry '{name}'", value));

    /// <summary>-SignedHeader: dates as HTTP writes them.</summary>
    /// <exception cref="R2Exception">A value is no text, number, date or the like; the message names its header.</exception>
    public static Dictionary<string, string>? ToHeaders(IDictionary? table) => ToStrings(
        table, R2ErrorCodes.InvalidSetting, static (name, value) => EntryText.ForHeader(name, value) ?? throw Refused(R2ErrorCodes.InvalidSetting, $"The header '{name}'", value));

    private static Dictionary<string, string>? ToStrings(IDictionary? table, string code, Func<string, object?, string> convert)
    {
        if (table is null)
        {
            return null;
        }

        Dictionary<string, string> strings = new(table.Count);
        foreach (DictionaryEntry entry in table)
        {
            string name = EntryText.From(Plain(entry.Key)) ?? throw Refused(code, "A name", entry.Key);
            if (!strings.TryAdd(name, convert(name, Plain(entry.Value))))
            {
                throw new R2Exception(code, $"The name '{name}' is given twice; every entry must have a name of its own.");
            }
        }

        return strings;
    }

    private static R2Exception Refused(string code, string what, object? value) => new(code, value switch
    {
        null => $"{what} is $null; it must be one text, which may be empty.",
        IDictionary => $"{what} is a hashtable; it must be one text, number or date.",
        IEnumerable => $"{what} is a list; it must be one text, number or date. A list can be joined: ($list -join ',').",
        _ => $"{what} is an object of type {value.GetType().Name}; it must be one text, number or date.",
    });

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
