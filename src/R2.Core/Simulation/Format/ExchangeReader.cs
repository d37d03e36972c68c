using System.Text;
using System.Text.Json;
using R2.Simulation.Matching;

namespace R2.Simulation.Format;

/// <summary>Reads a line of a recording. Members that it does not know are passed over.</summary>
internal static class ExchangeReader
{
    /// <exception cref="JsonException">A member is missing or of another kind.</exception>
    public static RecordedExchange Read(JsonElement line)
    {
        JsonElement timing = line.GetProperty("timing");
        JsonElement request = line.GetProperty("request");
        return new RecordedExchange
        {
            Number = line.GetProperty("n").GetInt32(),
            Request = Request(request),
            Answer = line.TryGetProperty("answer", out JsonElement answer) ? Answer(answer) : null,
            Failure = line.TryGetProperty("failure", out JsonElement failure) ? new(Need(failure, "kind"), Need(failure, "message")) : null,
            At = Milliseconds(timing, "at"),
            UntilHeaders = Milliseconds(timing, "headers"),
            UntilEnd = Milliseconds(timing, "body"),
        };
    }

    private static RequestShape Request(JsonElement request)
    {
        bool hasBody = request.TryGetProperty("body", out JsonElement body);
        return new RequestShape
        {
            Method = Need(request, "method"),
            Path = Need(request, "path"),
            Parameters = RequestShaper.Parameters(Text(request, "query") ?? "", Redactor.None),
            Headers = Headers(request),
            BodyLength = hasBody ? body.GetProperty("length").GetInt64() : 0,
            BodyHash = hasBody ? Need(body, "hash") : "",
        };
    }

    private static RecordedResponse Answer(JsonElement answer) => new()
    {
        Status = answer.GetProperty("status").GetInt32(),
        Reason = Text(answer, "reason"),
        Headers = Headers(answer),
        Body = answer.TryGetProperty("body", out JsonElement body) ? Body(body) : RecordedBody.Empty,
    };

    private static RecordedBody Body(JsonElement body) => new()
    {
        Length = body.GetProperty("length").GetInt64(),
        File = Text(body, "file"),
        Bytes = Text(body, "text") is { } text ? Encoding.UTF8.GetBytes(text)
            : body.TryGetProperty("base64", out JsonElement bytes) ? bytes.GetBytesFromBase64()
            : null,
        CutShort = Text(body, "cutShort"),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> Headers(JsonElement owner) =>
        [.. owner.GetProperty("headers").EnumerateObject().Select(static h => KeyValuePair.Create(h.Name, h.Value.GetString() ?? ""))];

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static string Need(JsonElement owner, string name) => Text(owner, name) ?? throw new JsonException($"'{name}' is missing.");

    private static TimeSpan Milliseconds(JsonElement timing, string name) => TimeSpan.FromMilliseconds(timing.GetProperty(name).GetDouble());
}
