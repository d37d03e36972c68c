using System.Globalization;
using System.Text.Json;

namespace R2.Api;

/// <summary>One error of an answer.</summary>
/// <param name="Code">Cloudflare's number of it.</param>
/// <param name="Message">What it says.</param>
/// <param name="Pointer">What of the request it means, as a JSON pointer; null where it does not say.</param>
internal sealed record ApiError(int Code, string Message, string? Pointer)
{
    public static ApiError Read(JsonElement error) => new(
        error.TryGetProperty("code", out JsonElement code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out int number) ? number : 0,
        error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String ? message.GetString()! : "",
        error.TryGetProperty("source", out JsonElement source) && source.ValueKind == JsonValueKind.Object && source.TryGetProperty("pointer", out JsonElement pointer) && pointer.ValueKind == JsonValueKind.String
            ? pointer.GetString() : null);

    /// <summary>As it stands in a message.</summary>
    public override string ToString()
    {
        string number = Code == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {Code}");
        string text = Message.Length == 0 ? "no message" : Message.TrimEnd('.', ' ');
        return Pointer is { Length: > 0 } ? $"{text} (Cloudflare's error{number}, about {Pointer})" : $"{text} (Cloudflare's error{number})";
    }
}
