using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace R2.Api;

/// <summary>Writes bodies: compact, in an order that does not change, and without what is not set.</summary>
internal sealed class ApiJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _writer;
    private readonly bool _showSecrets;

    private ApiJson(Utf8JsonWriter writer, bool showSecrets) => (_writer, _showSecrets) = (writer, showSecrets);

    /// <summary>Over a writer of somebody else's.</summary>
    public static ApiJson Over(Utf8JsonWriter writer) => new(writer, showSecrets: false);

    /// <summary>An object with these members.</summary>
    public static ApiBody Body(Action<ApiJson> members)
    {
        ReadOnlyMemory<byte> json = Write(members, showSecrets: true);
        ReadOnlyMemory<byte> shown = Write(members, showSecrets: false);
        return new ApiBody(json, shown);
    }

    /// <summary>An array of texts.</summary>
    public static ApiBody Body(IEnumerable<string> texts)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            writer.WriteStartArray();
            foreach (string text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        return new ApiBody(buffer.WrittenMemory, buffer.WrittenMemory);
    }

    public ApiJson Text(string name, string? text)
    {
        if (text is not null)
        {
            _writer.WriteString(name, text);
        }

        return this;
    }

    /// <summary>What a recording shows as a name alone.</summary>
    public ApiJson Secret(string name, ReadOnlySpan<char> text)
    {
        _writer.WriteString(name, _showSecrets ? text : $"{{{name}}}");
        return this;
    }

    public ApiJson Flag(string name, bool? flag)
    {
        if (flag is { } value)
        {
            _writer.WriteBoolean(name, value);
        }

        return this;
    }

    public ApiJson Number(string name, long? number)
    {
        if (number is { } value)
        {
            _writer.WriteNumber(name, value);
        }

        return this;
    }

    /// <summary>A moment in UTC, to the second.</summary>
    public ApiJson Moment(string name, DateTimeOffset? moment) => Text(name, moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A moment that is another one each time: a recording shows its name alone, so that the request is the same.</summary>
    public ApiJson Varying(string name, DateTimeOffset moment) => _showSecrets ? Moment(name, moment) : Text(name, $"{{{name}}}");

    public ApiJson Texts(string name, IReadOnlyList<string>? texts)
    {
        if (texts is { Count: > 0 })
        {
            _writer.WriteStartArray(name);
            foreach (string text in texts)
            {
                _writer.WriteStringValue(text);
            }

            _writer.WriteEndArray();
        }

        return this;
    }

    public ApiJson Object(string name, Action<ApiJson> members)
    {
        _writer.WriteStartObject(name);
        members(this);
        _writer.WriteEndObject();
        return this;
    }

    public ApiJson Objects<T>(string name, IEnumerable<T> items, Func<ApiJson, T, ApiJson> members)
    {
        _writer.WriteStartArray(name);
        foreach (T item in items)
        {
            _writer.WriteStartObject();
            members(this, item);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
        return this;
    }

    private static ReadOnlyMemory<byte> Write(Action<ApiJson> members, bool showSecrets)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            writer.WriteStartObject();
            members(new ApiJson(writer, showSecrets));
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
