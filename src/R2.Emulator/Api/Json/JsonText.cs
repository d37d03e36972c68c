using System.Globalization;
using System.Text.Json.Nodes;

namespace R2.Emulator.Api.Json;

/// <summary>Writes values as the API does: times in ISO 8601 with milliseconds, nothing for what is null.</summary>
internal static class JsonText
{
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    public static JsonArray Array(IEnumerable<string> items) => Array(items, item => JsonValue.Create(item));

    /// <summary>Adds a member unless it is null.</summary>
    public static JsonObject With(this JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }

        return target;
    }
}
