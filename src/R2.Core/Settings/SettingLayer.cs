namespace R2.Settings;

/// <summary>Values of settings, each with where it came from. What one layer leaves out is left to the layer below.</summary>
internal sealed class SettingLayer
{
    public const string DefaultSource = "default";
    public const string ParameterSource = "parameter";

    private readonly Dictionary<Setting, SettingValue> _values;

    private SettingLayer(Dictionary<Setting, SettingValue> values) => _values = values;

    public static SettingLayer Empty { get; } = new([]);

    public bool Has(Setting setting) => _values.ContainsKey(setting);

    public T? Get<T>(Setting<T> setting)
        where T : notnull => _values.TryGetValue(setting, out SettingValue? known) ? (T)known.Value : setting.Default;

    /// <summary>Where the value in use came from: a parameter, a profile, a vault, a variable, or the default.</summary>
    public string SourceOf(Setting setting) => _values.TryGetValue(setting, out SettingValue? known) ? known.Source : DefaultSource;

    /// <summary>This layer and a value; null leaves it as it is.</summary>
    public SettingLayer With(Setting setting, object? value, string source) =>
        value is null ? this : new(new(_values) { [setting] = new(value, source) });

    /// <summary>This layer and a value as people write it; null and nothing leave it as it is.</summary>
    /// <exception cref="R2Exception">The value is outside the setting's range.</exception>
    public SettingLayer Parse(Setting setting, string calledBy, string? text, string source) =>
        string.IsNullOrEmpty(text) ? this : With(setting, setting.Parse(calledBy, text), source);

    /// <summary>What somebody chose for this connection: without what was read from variables, which may have changed since.</summary>
    public SettingLayer Chosen()
    {
        Dictionary<Setting, SettingValue> chosen = [];
        foreach ((Setting setting, SettingValue value) in _values)
        {
            if (value.Source != setting.Variable)
            {
                chosen[setting] = value;
            }
        }

        return new(chosen);
    }

    /// <summary>This layer before another.</summary>
    public SettingLayer Over(SettingLayer lower)
    {
        Dictionary<Setting, SettingValue> both = new(lower._values);
        // An account named here decides the endpoint, whatever a layer below says of another.
        if (Has(KnownSettings.AccountId) && !Has(KnownSettings.Endpoint))
        {
            both.Remove(KnownSettings.Endpoint);
        }

        foreach ((Setting setting, SettingValue value) in _values)
        {
            both[setting] = value;
        }

        return new(both);
    }
}
