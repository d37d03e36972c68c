namespace R2.Settings;

/// <summary>One thing that can be set: by a parameter of Connect-R2, in a profile, or by an environment variable. Its range is stated once, with it.</summary>
internal abstract class Setting(string name, string? variable)
{
    /// <summary>Name in <c>-Option</c>, in profiles and in Get-R2Connection.</summary>
    public string Name => name;

    /// <summary>Environment variable; null where there is none.</summary>
    public string? Variable => variable;

    /// <summary>Reads a value as people and files write it.</summary>
    /// <param name="calledBy">What the user calls the setting here: the variable, for one.</param>
    /// <param name="text">Value.</param>
    /// <exception cref="R2Exception">The value is outside the range; the message names setting, value and range.</exception>
    public abstract object Parse(string calledBy, string text);

    /// <summary>A value as people write it. Secrets are not settings, so it never shows one.</summary>
    public abstract string? Show(SettingLayer layer);

    public override string ToString() => name;
}
