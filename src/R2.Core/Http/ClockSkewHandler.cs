using System.Net;
using R2.Retry;

namespace R2.Http;

/// <summary>
/// Learns from the answers how far this machine's clock is off. A request that was refused for it is signed anew and sent once more, at once.
/// </summary>
internal sealed class ClockSkewHandler(ServerClock clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // R2 says RequestTimeTooSkewed under 403; others call it 400 or 401. The Date header tells it from a wrong key.
        if (!clock.Observe(answer.Headers.Date) || answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest))
        {
            return answer;
        }

        answer.Dispose();
        RequestTraits.Of(request).Attempts++;
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
