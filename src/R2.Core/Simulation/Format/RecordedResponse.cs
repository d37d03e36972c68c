using System.Net.Http.Headers;
using R2.Simulation.Matching;

namespace R2.Simulation.Format;

/// <summary>What a request was answered with.</summary>
internal sealed record RecordedResponse
{
    public required int Status { get; init; }

    /// <summary>Reason where the server gave one of its own.</summary>
    public string? Reason { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public RecordedBody Body { get; init; } = RecordedBody.Empty;

    public static RecordedResponse Of(HttpResponseMessage answer, Redactor redactor)
    {
        using HttpResponseMessage plain = new(answer.StatusCode);
        List<KeyValuePair<string, string>> headers = [];
        Add(headers, answer.Headers, redactor);
        Add(headers, answer.Content.Headers, redactor);
        return new RecordedResponse
        {
            Status = (int)answer.StatusCode,
            Reason = plain.ReasonPhrase == answer.ReasonPhrase ? null : answer.ReasonPhrase,
            Headers = headers,
        };
    }

    /// <summary>Headers of the connection have no meaning in a replay; cookies are another's secrets.</summary>
    private static void Add(List<KeyValuePair<string, string>> headers, HttpHeaders source, Redactor redactor)
    {
        foreach ((string name, HeaderStringValues values) in source.NonValidated)
        {
            if (name.ToLowerInvariant() is not ("set-cookie" or "connection" or "keep-alive" or "transfer-encoding" or "report-to" or "nel" or "alt-svc"))
            {
                headers.Add(new(name, redactor.Text(values.ToString())));
            }
        }
    }
}
