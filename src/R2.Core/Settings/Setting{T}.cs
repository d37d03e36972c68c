namespace R2.Settings;

/// <summary>A setting with the type of its values.</summary>
internal sealed class Setting<T>(string name, string? variable, T? defaultValue, SettingFormat<T> format) : Setting(name, variable)
    where T : notnull
{
    /// <summary>What is used where no layer says anything.</summary>
    public T? Default => defaultValue;

    public override object Parse(string calledBy, string text) => format.TryParse(text, out T? value)
        ? value
        : throw new R2Exception(
            R2ErrorCodes.InvalidSetting, format.MayHoldSecret ? $"{calledBy} is not valid; it must be {format.Allowed}." : $"{calledBy} is '{text}'; it must be {format.Allowed}.");

    public override string? Show(SettingLayer layer) => layer.Get(this) is { } value ? format.Show(value) : null;
}
