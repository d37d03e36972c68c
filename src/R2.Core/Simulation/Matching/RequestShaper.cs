using System.Net.Http.Headers;
using R2.Simulation.Format;

namespace R2.Simulation.Matching;

/// <summary>Makes the shape of a request: what changes with time, credential and server is left out or replaced.</summary>
/// <param name="basePath">Path of the endpoint, without a slash at its end; recordings hold paths below it.</param>
/// <param name="prefix">What stands in its place.</param>
internal sealed class RequestShaper(string basePath, string prefix = "")
{
    private const string Date = "{date}";
    private const string CustomerKey = "{sse-c}";

    /// <param name="request">Request, signed or not; its body is not touched.</param>
    /// <param name="redactor">What must not be written down.</param>
    public RequestShape Shape(HttpRequestMessage request, Redactor redactor)
    {
        string target = request.RequestUri!.PathAndQuery;
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        if (basePath.Length > 0 && path.StartsWith(basePath, StringComparison.Ordinal))
        {
            path = path[basePath.Length..];
        }

        return new RequestShape
        {
            Method = request.Method.Method,
            Path = prefix + redactor.Text(path),
            Parameters = question < 0 ? [] : Parameters(target[(question + 1)..], redactor),
            Headers = Headers(request, redactor),
            BodyLength = RequestBody.LengthOf(request) ?? 0,
            BodyHash = request.Content is null ? "" : RecordingFormat.AnyHash,
        };
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Parameters(string query, Redactor redactor)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (string parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? parameter : parameter[..equals];
            if (!IsOfSignature(name))
            {
                parameters.Add(new(name, equals < 0 ? "" : redactor.Text(parameter[(equals + 1)..])));
            }
        }

        parameters.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key) is not 0 and int order ? order : string.CompareOrdinal(a.Value, b.Value));
        return parameters;
    }

    private static List<KeyValuePair<string, string>> Headers(HttpRequestMessage request, Redactor redactor)
    {
        List<KeyValuePair<string, string>> headers = [];
        Add(headers, request.Headers, redactor);
        if (request.Content is not null)
        {
            Add(headers, request.Content.Headers, redactor);
        }

        headers.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return headers;
    }

    private static void Add(List<KeyValuePair<string, string>> headers, HttpHeaders source, Redactor redactor)
    {
        foreach ((string header, HeaderStringValues values) in source.NonValidated)
        {
            string name = header.ToLowerInvariant();
            if (Matters(name))
            {
                headers.Add(new(name, name switch
                {
                    _ when name.Contains("customer-key", StringComparison.Ordinal) => CustomerKey,
                    "expires" => Date,
                    _ when name.EndsWith("modified-since", StringComparison.Ordinal) => Date,
                    _ => redactor.Text(values.ToString()),
                }));
            }
        }
    }

    /// <summary>What R2 acts on. The rest speaks of the connection, the program or the moment.</summary>
    private static bool Matters(string name) => name switch
    {
        "authorization" or "x-amz-date" or "x-amz-security-token" or "x-amz-content-sha256" or "x-amz-user-agent" or "content-length" => false,
        "range" or "cache-control" or "expires" => true,
        _ => name.StartsWith("x-amz-", StringComparison.Ordinal) || name.StartsWith("content-", StringComparison.Ordinal)
            || name.StartsWith("if-", StringComparison.Ordinal) || name.StartsWith("cf-", StringComparison.Ordinal),
    };

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html</summary>
    private static bool IsOfSignature(string name) => name.ToLowerInvariant() is "x-amz-algorithm" or "x-amz-credential" or "x-amz-date" or "x-amz-expires"
        or "x-amz-signedheaders" or "x-amz-signature" or "x-amz-security-token" or "x-amz-content-sha256";
}
