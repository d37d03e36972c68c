namespace R2.Settings;

/// <summary>A value and where it came from. A class: a dictionary of references is compiled already, one of tuples is compiled by each process.</summary>
internal sealed class SettingValue(object value, string source)
{
    public object Value => value;

    public string Source => source;
}
