using System.Globalization;
using System.Text.Json;

namespace R2.Emulator.Api.Json;

/// <summary>A value of a request's body and the pointer to it. What the value must be and is not ends the request with that pointer.</summary>
internal sealed class ApiField
{
    private readonly JsonElement _value;

    private ApiField(JsonElement value, string pointer)
    {
        _value = value;
        Pointer = pointer;
    }

    public string Pointer { get; }

    /// <summary>The text as it stands in the document.</summary>
    public string Raw => _value.GetRawText();

    public static ApiField Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return new ApiField(document.RootElement.Clone(), string.Empty);
        }
        catch (JsonException)
        {
            throw ApiErrors.Malformed();
        }
    }

    /// <summary>Null if the member is missing or null.</summary>
    public ApiField? Find(string name)
    {
        Require(JsonValueKind.Object);
        return _value.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new ApiField(member, $"{Pointer}/{name}")
            : null;
    }

    public ApiField Get(string name) => Find(name) ?? throw ApiErrors.Malformed($"{Pointer}/{name}");

    public string Text()
    {
        Require(JsonValueKind.String);
        return _value.GetString()!;
    }

    public string TextOf(params string[] allowed) => Text() is var text && allowed.Contains(text) ? text : throw ApiErrors.Malformed(Pointer);

    public string NonEmpty() => Text() is { Length: > 0 } text ? text : throw ApiErrors.Malformed(Pointer);

    public bool Flag() => _value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ApiErrors.Malformed(Pointer),
    };

    public long Integer(long least, long most = long.MaxValue)
    {
        Require(JsonValueKind.Number);
        return _value.TryGetInt64(out long number) && number >= least && number <= most ? number : throw ApiErrors.Malformed(Pointer);
    }

    public DateTimeOffset Date() =>
        DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : throw ApiErrors.Malformed(Pointer);

    public IReadOnlyList<ApiField> Items()
    {
        Require(JsonValueKind.Array);
        return [.. _value.EnumerateArray().Select((item, index) => new ApiField(item, string.Create(CultureInfo.InvariantCulture, $"{Pointer}/{index}")))];
    }

    public IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text())];

    private void Require(JsonValueKind kind)
    {
        if (_value.ValueKind != kind)
        {
            throw ApiErrors.Malformed(Pointer);
        }
    }
}
