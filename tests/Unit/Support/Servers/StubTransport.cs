using System.Net;
using System.Text;

namespace R2.Unit.Support;

/// <summary>Answers requests from memory, and keeps what was sent: target, headers and body.</summary>
internal sealed class StubTransport(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<SentRequest> Sent { get; } = [];

    public static StubTransport Xml(string document, HttpStatusCode status = HttpStatusCode.OK) => new(_ => XmlAnswer(document, status));

    public static HttpResponseMessage XmlAnswer(string document, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(document, Encoding.UTF8, "application/xml") };

    public R2Client Client(TimeProvider? time = null, string endpoint = "https://example.com", R2MetricCollector? metrics = null) => new(new R2ClientOptions
    {
        Credential = new R2Credential("access", "secret"),
        Endpoint = new Uri(endpoint),
        Transport = this,
        Metrics = metrics,
        TimeProvider = time ?? TimeProvider.System,
        Retry = new() { MaxAttempts = 1 },
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Dictionary<string, string> headers = request.Headers.NonValidated
            .Concat(request.Content?.Headers.NonValidated ?? default)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Sent.Add(new SentRequest(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body));
        return answer(request);
    }
}

internal sealed record SentRequest(string Method, string Target, Dictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
