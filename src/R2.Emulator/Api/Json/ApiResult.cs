using System.Text.Json.Nodes;

namespace R2.Emulator.Api.Json;

/// <summary>What an operation of the API responds.</summary>
internal sealed record ApiResult(JsonNode? Result)
{
    public int Status { get; init; } = 200;

    /// <summary>The paging of a list; null if the response has none.</summary>
    public JsonObject? Info { get; init; }

    public JsonArray? Messages { get; init; }

    /// <summary>Sends <see cref="Result"/> without an envelope, as GraphQL does.</summary>
    public bool IsBare { get; init; }

    public static ApiResult Empty() => new(new JsonObject());
}
