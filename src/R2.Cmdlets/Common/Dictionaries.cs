using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace R2.Cmdlets.Common;

/// <summary>Hashtables as users type them, as the core takes them.</summary>
internal static class Dictionaries
{
    public static Dictionary<string, string>? ToStrings(IDictionary? table) =>
        table?.Cast<DictionaryEntry>().ToDictionary(static entry => Text(entry.Key), static entry => Text(entry.Value));

    private static string Text(object? value) => Convert.ToString(PSObject.AsPSObject(value ?? "").BaseObject, CultureInfo.InvariantCulture) ?? "";
}
