using System.Net;
using System.Text;

namespace R2.Conformance.Simulation;

/// <summary>The network with one fault, since Cloudflare's local server has none to order: the first request of a kind is answered 503, as R2 does when a bucket is overloaded.</summary>
internal sealed class RefuseOnce(string query) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private int _left = 1;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.Query.Contains(query, StringComparison.Ordinal) || Interlocked.Decrement(ref _left) < 0)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        await request.Content!.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Content = new StringContent("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>ServiceUnavailable</Code><Message>Please reduce your request rate.</Message></Error>", Encoding.UTF8, "application/xml"),
        };
    }
}
