using R2.Api;
using R2.Simulation.Matching;

namespace R2.Simulation.Recording;

/// <summary>Innermost in the chain: sees what is really sent, each attempt with its signature, and what really comes back.</summary>
internal sealed class RecordingHandler(Recorder recorder, RequestShaper shaper, string? accountId, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Redactor redactor = Redactor.Of(request, accountId);
        HttpContent? content = request.Content;
        BodyDigest? digest = content is null ? null : RequestBody.Digest(request);
        OpenExchange exchange = recorder.Begin(shaper.Shape(request, redactor), digest, redactor, time);
        try
        {
            request.Content = digest is { Wants: true } && content is not ApiBody ? new DigestedContent(content!, digest) : content;
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            exchange.Answered(answer);
            if (HasBody(request, answer))
            {
                answer.Content = new RecordedContent(answer.Content, exchange);
            }
            else
            {
                exchange.Finish(null);
            }

            return answer;
        }
        catch (Exception e)
        {
            exchange.Fail(e);
            throw;
        }
        finally
        {
            // The message may be sent again, and its body outlives this attempt.
            request.Content = content;
        }
    }

    private static bool HasBody(HttpRequestMessage request, HttpResponseMessage answer) =>
        request.Method != HttpMethod.Head && (int)answer.StatusCode is not (204 or 304) && answer.Content.Headers.ContentLength != 0;
}
