using System.Diagnostics;
using R2.Diagnostics;
using R2.Resilience;
using R2.Xml;

namespace R2.Http;

/// <summary>
/// One attempt, from the signature to an answer that can be judged: it fails where nothing moves for the time-out, where the server refuses, and where an error comes
/// under a status of success; documents are read whole, so that one that breaks off is asked for again. What passes is a success.
/// </summary>
internal sealed class OutcomeHandler(Uri endpoint, TimeProvider time, TimeSpan timeout) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        S3Request request = S3Request.Of(message);
        long started = Stopwatch.GetTimestamp();
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IdleWatch watch = new(time, timeout, cancellation.Cancel);
        RequestMeasure? measure = RequestMeasure.Of(message);
        if (measure is not null)
        {
            measure.Watch = watch;
        }

        if (message.Content is BodyContent body)
        {
            body.Moved = count =>
            {
                watch.Touch();
                measure?.Sent(count);
            };
        }

        try
        {
            HttpResponseMessage answer = await base.SendAsync(message, cancellation.Token).ConfigureAwait(false);
            return await CheckAsync(new S3Response(request, answer, measure, started, RequestTraits.Of(message).Attempts), cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (watch.Expired && !cancellationToken.IsCancellationRequested)
        {
            throw TransportErrors.Idle(request, endpoint, timeout, e);
        }
        catch (Exception e) when (TransportErrors.IsTransport(e))
        {
            throw TransportErrors.From(e, request, endpoint);
        }
    }

    private async Task<HttpResponseMessage> CheckAsync(S3Response response, CancellationToken cancellationToken)
    {
        (S3Request request, HttpResponseMessage answer) = (response.Request, response.Message);
        try
        {
            if (!answer.IsSuccessStatusCode)
            {
                throw await ResponseErrors.ReadAsync(request, answer, time, cancellationToken).ConfigureAwait(false);
            }

            if (request.WantsDocument)
            {
                await ReadDocumentAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task ReadDocumentAsync(S3Response response, CancellationToken cancellationToken)
    {
        (S3Request request, HttpResponseMessage answer) = (response.Request, response.Message);
        Stream content = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using ResponseStream stream = new(content, response, endpoint, time, timeout);
        XmlBody document = await XmlBody.ReadAsync(stream, answer.Content.Headers.ContentLength, XmlBody.MaxBytes, cancellationToken).ConfigureAwait(false);
        request.Keep(document);
        if (request.MayFailWith200 && ErrorDocument.TryRead(document) is { } error)
        {
            request.Keep(null);
            R2Exception exception = error.ToException();
            exception.Locate(response);
            throw exception;
        }
    }
}
