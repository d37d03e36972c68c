using System.Globalization;
using System.Text.Json;

namespace R2.Api;

/// <summary>A value of a response, which knows where it stands: what is missing or of another kind is told with its pointer.</summary>
internal readonly struct ApiValue(JsonElement element, string pointer)
{
    public JsonElement Element => element;

    /// <summary>A member; null where it is missing or null.</summary>
    public ApiValue? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? new ApiValue(value, $"{pointer}/{name}") : null;

    public ApiValue Get(string name) => Find(name) ?? throw Refuse($"has no '{name}'");

    public string Text(string name) => Find(name)?.Text() ?? throw Refuse($"has no '{name}'");

    public string? TextOrNull(string name) => Find(name)?.Text();

    public bool Flag(string name) => Get(name) is { Element.ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.Element.GetBoolean() : throw Refuse($"has a '{name}' that is neither true nor false");

    public long? NumberOrNull(string name) => Find(name)?.Number();

    /// <summary>A whole number, which some operations write as text.</summary>
    public long Number() => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out long number) => number,
        JsonValueKind.Number when element.TryGetDouble(out double number) => (long)number,
        JsonValueKind.String when long.TryParse(element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => throw Refuse("is not a number"),
    };

    public DateTimeOffset? MomentOrNull(string name) => Find(name) is not { } value ? null
        : DateTimeOffset.TryParse(value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment) ? moment
        : throw value.Refuse("is not a date");

    /// <summary>The items of an array; none where it is missing.</summary>
    public IReadOnlyList<ApiValue> Items(string name) => Find(name)?.Items() ?? [];

    public IReadOnlyList<ApiValue> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Refuse("is not an array");
        }

        string here = pointer;
        return [.. element.EnumerateArray().Select((item, index) => new ApiValue(item, $"{here}/{index}"))];
    }

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(static item => item.Text())];

    public string Text() => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetRawText(),
        _ => throw Refuse("is not text"),
    };

    public R2Exception Refuse(string what) => new(R2ErrorCodes.InvalidResponse, $"The response of Cloudflare's API cannot be right: {(pointer.Length == 0 ? "its result" : pointer)} {what}.") { IsRetryable = true };
}
