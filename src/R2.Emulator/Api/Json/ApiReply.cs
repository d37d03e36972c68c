using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using R2.Emulator.Http.Messages;

namespace R2.Emulator.Api.Json;

/// <summary>Cloudflare's envelope: <c>{success, errors, messages, result, result_info}</c>.</summary>
internal static class ApiReply
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpReply From(ApiResult result)
    {
        if (result.IsBare)
        {
            return Send(result.Result!, result.Status);
        }

        JsonObject envelope = new JsonObject
        {
            ["success"] = true,
            ["errors"] = new JsonArray(),
            ["messages"] = result.Messages ?? [],
            ["result"] = result.Result,
        };
        if (result.Info is not null)
        {
            envelope["result_info"] = result.Info;
        }

        return Send(envelope, result.Status);
    }

    public static HttpReply From(ApiException error) => From(error, error.Status);

    /// <param name="error">The error.</param>
    /// <param name="status">A status of its own, as for an error within 200.</param>
    public static HttpReply From(ApiException error, int status) => Send(
        new JsonObject
        {
            ["success"] = false,
            ["errors"] = new JsonArray(error.ToJson()),
            ["messages"] = new JsonArray(),
            ["result"] = null,
        },
        status);

    private static HttpReply Send(JsonNode document, int status) =>
        new HttpReply(status) { Content = JsonSerializer.SerializeToUtf8Bytes(document, s_options) }.With("Content-Type", "application/json");
}
