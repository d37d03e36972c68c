using System.Text.Json;
using System.Text.Json.Nodes;

namespace R2.Cmdlets.Profiles;

/// <summary>All profiles of a user, and which is the default one.</summary>
internal sealed record ProfileDocument(string? Default, IReadOnlyDictionary<string, Profile> Profiles)
{
    /// <summary>Version of the format. A file of a later one is left alone.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static ProfileDocument Empty { get; } = new(null, new Dictionary<string, Profile>());

    /// <exception cref="R2Exception">The file is of a later version.</exception>
    /// <exception cref="JsonException">The text is no JSON, or not what a file of profiles looks like.</exception>
    /// <exception cref="InvalidOperationException">A value has another type than it should.</exception>
    public static ProfileDocument Parse(ReadOnlyMemory<byte> json, string path)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (!root.TryGetProperty("version", out JsonElement version) || !root.TryGetProperty("profiles", out JsonElement profiles))
        {
            throw new JsonException("'version' or 'profiles' is missing.");
        }

        if (version.GetInt32() > Version)
        {
            throw new R2Exception("ProfileFileNewer", $"'{path}' has version {version.GetInt32()} of the format; this module supports versions up to {Version}.");
        }

        Dictionary<string, Profile> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty profile in profiles.EnumerateObject())
        {
            known[profile.Name] = Profile.Parse(profile.Name, profile.Value);
        }

        return new ProfileDocument(root.TryGetProperty("default", out JsonElement name) ? name.GetString() : null, known);
    }

    public ProfileDocument With(Profile profile, bool isDefault) => new(
        isDefault ? profile.Name : Default,
        new Dictionary<string, Profile>(Profiles, StringComparer.OrdinalIgnoreCase) { [profile.Name] = profile });

    public ProfileDocument Without(string name)
    {
        Dictionary<string, Profile> others = new(Profiles, StringComparer.OrdinalIgnoreCase);
        others.Remove(name);
        return new(name.Equals(Default, StringComparison.OrdinalIgnoreCase) ? null : Default, others);
    }

    public byte[] ToJson()
    {
        JsonObject profiles = [];
        foreach (Profile profile in Profiles.Values.OrderBy(static profile => profile.Name, StringComparer.OrdinalIgnoreCase))
        {
            profiles[profile.Name] = profile.ToJson();
        }

        JsonObject root = new() { ["version"] = Version, ["default"] = Default, ["profiles"] = profiles };
        if (Default is null)
        {
            root.Remove("default");
        }

        return JsonSerializer.SerializeToUtf8Bytes(root, s_indented);
    }
}
