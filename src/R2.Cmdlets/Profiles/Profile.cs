using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;
using R2.Settings;

namespace R2.Cmdlets.Profiles;

/// <summary>Named settings: where to, how, and in which vault the secret is; never a secret.</summary>
internal sealed record Profile(string Name, SettingLayer Values, string? VaultName, string? SecretName)
{
    private const string Vault = "vaultName";
    private const string Secret = "secretName";
    private const string Options = "options";

    public string Source => SourceOf(Name);

    /// <summary>Where the secret is; null where the profile does not say.</summary>
    public VaultReference? Reference => SecretName is null ? null : new(VaultName, SecretName);

    public static string SourceOf(string name) => $"profile '{name}'";

    /// <exception cref="R2Exception">A member is none of a profile's, or its value is outside the range.</exception>
    public static Profile Parse(string name, JsonElement json)
    {
        SettingLayer values = SettingLayer.Empty;
        (string? vault, string? secret) = (null, null);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case Vault:
                    vault = member.Value.GetString();
                    break;
                case Secret:
                    secret = member.Value.GetString();
                    break;
                case Options:
                    values = member.Value.EnumerateObject().Aggregate(values, (layer, option) => Add(layer, SettingOptions.Find(option.Name), name, option.Value));
                    break;
                default:
                    values = Add(values, Find(member.Name, name), name, member.Value);
                    break;
            }
        }

        return new Profile(name, values, vault, secret);
    }

    public JsonObject ToJson()
    {
        JsonObject json = [];
        AddTo(json, KnownSettings.Where);
        if (VaultName is not null)
        {
            json[Vault] = VaultName;
        }

        if (SecretName is not null)
        {
            json[Secret] = SecretName;
        }

        JsonObject options = [];
        AddTo(options, KnownSettings.Options);
        if (options.Count > 0)
        {
            json[Options] = options;
        }

        return json;
    }

    private static SettingLayer Add(SettingLayer layer, Setting setting, string profile, JsonElement value) =>
        layer.Parse(setting, $"{setting.Name} of {SourceOf(profile)}", value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), SourceOf(profile));

    private static Setting Find(string member, string profile) =>
        KnownSettings.Where.FirstOrDefault(setting => setting.Name.Equals(member, StringComparison.OrdinalIgnoreCase)) ?? throw new R2Exception(
            R2ErrorCodes.InvalidSetting,
            $"'{member}' of {SourceOf(profile)} is not a setting; it must be one of {string.Join<Setting>(", ", KnownSettings.Where)}, {Vault}, {Secret} and {Options}.");

    private void AddTo(JsonObject json, IEnumerable<Setting> settings)
    {
        foreach (Setting setting in settings.Where(Values.Has))
        {
            string text = setting.Show(Values)!;

            // Not a number what would read otherwise as one: a bucket may be called 007.
            bool isNumber = long.TryParse(text, out long number) && number.ToString(CultureInfo.InvariantCulture) == text;
            json[JsonNamingPolicy.CamelCase.ConvertName(setting.Name)] = isNumber ? number : bool.TryParse(text, out bool flag) ? flag : text;
        }
    }
}
