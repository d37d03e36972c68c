using System.Security.Cryptography;
using System.Text;

namespace R2.Emulator.Api.Buckets;

/// <summary>The zones of the account: those of the options, or every name of two labels.</summary>
internal static class Zones
{
    /// <summary>Name of the zone if it exists and this domain lies in it.</summary>
    public static string? NameOf(EmulatorApiOptions options, string zoneId, string domain)
    {
        string? name = options.Zones.Count == 0 ? LastTwoLabels(domain) : options.Zones.GetValueOrDefault(zoneId);
        return name is not null && (domain == name || domain.EndsWith("." + name, StringComparison.Ordinal)) ? name : null;
    }

    /// <summary>Ids and names of the zones with this name, or of all that are known.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Find(EmulatorApiOptions options, string? name)
    {
        if (options.Zones.Count > 0)
        {
            return options.Zones.Where(zone => name is null || zone.Value == name);
        }

        return name is not null && LastTwoLabels(name) == name ? [new(IdOf(name), name)] : [];
    }

    private static string? LastTwoLabels(string domain) => domain.Split('.') is { Length: >= 2 } labels ? $"{labels[^2]}.{labels[^1]}" : null;

    private static string IdOf(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32].ToLowerInvariant();
}
