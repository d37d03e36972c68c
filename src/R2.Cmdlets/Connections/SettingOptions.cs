using System.Collections;
using System.Globalization;
using R2.Settings;

namespace R2.Cmdlets.Connections;

/// <summary>Options by name, as <c>-Option</c> and the profiles' file give them. Names are those of the variables without R2_, in any case.</summary>
internal static class SettingOptions
{
    /// <exception cref="R2Exception">There is no such option, or its value is outside the range.</exception>
    public static SettingLayer Parse(IDictionary? options, string source)
    {
        SettingLayer layer = SettingLayer.Empty;
        foreach (DictionaryEntry entry in options ?? new Hashtable())
        {
            Setting setting = Find(Text(entry.Key) ?? "");
            layer = layer.Parse(setting, source == SettingLayer.ParameterSource ? setting.Name : $"{setting.Name} of {source}", Text(entry.Value), source);
        }

        return layer;
    }

    public static Setting Find(string name)
    {
        string plain = name.Replace("_", "", StringComparison.Ordinal);
        return KnownSettings.Options.FirstOrDefault(setting => setting.Name.Equals(plain, StringComparison.OrdinalIgnoreCase)) ?? throw new R2Exception(
            R2ErrorCodes.InvalidSetting, $"There is no option '{name}'; it must be one of {string.Join<Setting>(", ", KnownSettings.Options)}.");
    }

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
