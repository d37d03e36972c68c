namespace R2.Unit.Support;

/// <summary>Does something before a request goes out.</summary>
internal sealed class MeddlingTransport(Func<HttpRequestMessage, bool> when, Action act) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (when(request))
        {
            act();
        }

        return base.SendAsync(request, cancellationToken);
    }
}
