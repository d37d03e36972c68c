using System.Text.Json.Nodes;

namespace R2.Unit.Support;

/// <summary>An answer of Cloudflare's API.</summary>
public sealed record EmulatorAnswer(EmulatorReply Reply, JsonObject Envelope)
{
    public int Status => Reply.Status;

    /// <summary>The number of the first error; null for a success.</summary>
    public int? Code => Error?["code"]!.GetValue<int>();

    /// <summary>Where in the body of the request the error is.</summary>
    public string? Place => Error?["source"]?["pointer"]?.GetValue<string>();

    public JsonNode Result => Envelope["result"]!;

    private JsonNode? Error => Envelope["errors"]!.AsArray().FirstOrDefault();

    public string? Text(string name) => Result[name]?.GetValue<string>();
}
