using System.Text.Json;
using R2.Xml;

namespace R2.Api;

/// <summary>
/// What every answer of Cloudflare's API is wrapped in: <c>{success, errors, messages, result, result_info}</c>. https://developers.cloudflare.com/fundamentals/api/reference/responses/
/// </summary>
internal sealed class ApiEnvelope : IDisposable
{
    private readonly JsonDocument _document;

    private ApiEnvelope(JsonDocument document) => _document = document;

    public bool Succeeded { get; private init; }

    private string ResultName { get; init; } = "result";

    /// <summary>What was asked for; null where the answer has none.</summary>
    public ApiValue Result => new(Member(ResultName), "");

    /// <summary>Where the next page begins; null where there is none.</summary>
    public ApiValue? ResultInfo => Member("result_info") is { ValueKind: JsonValueKind.Object } info ? new ApiValue(info, "/result_info") : null;

    /// <summary>The errors, of which there is at least one where the answer is a failure.</summary>
    public IReadOnlyList<ApiError> Errors => Member("errors") is not { ValueKind: JsonValueKind.Array } errors ? []
        : [.. errors.EnumerateArray().Where(static error => error.ValueKind == JsonValueKind.Object).Select(ApiError.Read)];

    /// <summary>The envelope of a document; null where it is none.</summary>
    /// <param name="body">The document.</param>
    /// <param name="isGraphQl">Whether it is of GraphQL, which says <c>{data, errors}</c>: it is a failure where it has errors.</param>
    public static ApiEnvelope? TryRead(XmlBody body, bool isGraphQl)
    {
        if (body.IsTruncated || body.Document.IsEmpty)
        {
            return null;
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(body.Document.ToArray());
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root)
            {
                if (root.TryGetProperty("success", out JsonElement success) && success.ValueKind is JsonValueKind.True or JsonValueKind.False)
                {
                    return new ApiEnvelope(document) { Succeeded = success.GetBoolean() };
                }

                if (isGraphQl && (root.TryGetProperty("data", out _) || root.TryGetProperty("errors", out _)))
                {
                    bool failed = root.TryGetProperty("errors", out JsonElement errors) && errors is { ValueKind: JsonValueKind.Array } && errors.GetArrayLength() > 0;
                    return new ApiEnvelope(document) { Succeeded = !failed, ResultName = "data" };
                }
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // A page of a proxy's.
        }

        return null;
    }

    public void Dispose() => _document.Dispose();

    private JsonElement Member(string name) => _document.RootElement.TryGetProperty(name, out JsonElement member) ? member : default;
}
