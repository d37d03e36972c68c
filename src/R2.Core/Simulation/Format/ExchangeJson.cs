using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using R2.Simulation.Matching;

namespace R2.Simulation.Format;

/// <summary>Writes a line of a recording. What changes from one recording to the next, the timing, stands at its end.</summary>
internal static class ExchangeJson
{
    public static void Write(Utf8JsonWriter json, RecordedExchange exchange)
    {
        json.WriteStartObject();
        json.WriteNumber("n", exchange.Number);
        WriteRequest(json, exchange.Request, exchange.RequestBytes);
        if (exchange.Answer is { } answer)
        {
            WriteResponse(json, answer);
        }
        else if (exchange.Failure is { } failure)
        {
            json.WriteStartObject("failure");
            json.WriteString("kind", failure.Kind);
            json.WriteString("message", failure.Message);
            json.WriteEndObject();
        }

        json.WriteStartObject("timing");
        WriteMilliseconds(json, "at", exchange.At);
        WriteMilliseconds(json, "headers", exchange.UntilHeaders);
        WriteMilliseconds(json, "body", exchange.UntilEnd);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, RequestShape request, byte[]? bytes)
    {
        json.WriteStartObject("request");
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Path);
        if (request.Parameters.Count > 0)
        {
            json.WriteString("query", request.Query);
        }

        WriteHeaders(json, request.Headers);
        if (request.BodyHash.Length > 0)
        {
            json.WriteStartObject("body");
            json.WriteNumber("length", request.BodyLength);
            json.WriteString("hash", request.BodyHash);
            WriteBytes(json, bytes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter json, RecordedResponse answer)
    {
        json.WriteStartObject("answer");
        json.WriteNumber("status", answer.Status);
        if (answer.Reason is not null)
        {
            json.WriteString("reason", answer.Reason);
        }

        WriteHeaders(json, answer.Headers);
        if (answer.Body is { } body && (body.Length > 0 || body.CutShort is not null))
        {
            json.WriteStartObject("body");
            json.WriteNumber("length", body.Length);
            if (body.File is not null)
            {
                json.WriteString("file", body.File);
            }

            WriteBytes(json, body.Bytes);
            if (body.CutShort is not null)
            {
                json.WriteString("cutShort", body.CutShort);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        json.WriteStartObject("headers");
        foreach ((string name, string value) in headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>As text where it is text, so that a diff can be read.</summary>
    private static void WriteBytes(Utf8JsonWriter json, byte[]? bytes)
    {
        if (bytes is not { Length: > 0 })
        {
            return;
        }

        if (Utf8.IsValid(bytes) && !bytes.AsSpan().ContainsAnyInRange((byte)0, (byte)8))
        {
            json.WriteString("text", Encoding.UTF8.GetString(bytes));
        }
        else
        {
            json.WriteBase64String("base64", bytes);
        }
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, TimeSpan time) => json.WriteNumber(name, Math.Round(time.TotalMilliseconds, 1));
}
