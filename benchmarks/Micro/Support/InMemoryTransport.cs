using System.Net;
using System.Net.Http.Headers;

namespace R2.Benchmarks.Support;

/// <summary>Answers every request with one document, from memory: a whole call without a network.</summary>
internal sealed class InMemoryTransport(HttpStatusCode status, byte[] document) : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue s_xml = new("application/xml");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = new(status) { RequestMessage = request, Content = new ByteArrayContent(document) };
        answer.Content.Headers.ContentType = s_xml;
        answer.Headers.TryAddWithoutValidation("cf-ray", "8f1c2d3e4a5b6c7d-FRA");

        // What has none is no answer of R2's about an object.
        answer.Headers.TryAddWithoutValidation("ETag", "\"9b2cf535f27731c974343645a3985328\"");
        return Task.FromResult(answer);
    }
}
