using System.Diagnostics;
using R2.Content;
using R2.Diagnostics;
using R2.Retry;
using R2.Xml;

namespace R2.Http;

/// <summary>
/// One attempt, from the signature to an answer that was judged: it fails where nothing moves for the time-out, where the server refuses, and where what came is not R2's
/// answer to the request (<see cref="ExpectedAnswer"/>); documents are read whole, so that one that breaks off is asked for again. What passes is a success.
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

        if (message.Content is HttpBody body)
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
        HttpResponseMessage answer = response.Message;
        try
        {
            if (!answer.IsSuccessStatusCode)
            {
                throw await ResponseErrors.ReadAsync(response, time, cancellationToken).ConfigureAwait(false);
            }

            ExpectedAnswer expected = ExpectedAnswer.To(response.Request);
            expected.CheckStatus(response);
            if (expected.BytesToRead(response) is > 0 and int most)
            {
                await CheckBodyAsync(expected, response, most, cancellationToken).ConfigureAwait(false);
            }

            expected.CheckHeaders(response);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task CheckBodyAsync(ExpectedAnswer expected, S3Response response, int most, CancellationToken cancellationToken)
    {
        HttpContent content = response.Message.Content;
        using ResponseStream stream = new(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response, endpoint, time, timeout);
        using XmlBody body = await XmlBody.ReadAsync(stream, content.Headers.ContentLength, most, cancellationToken).ConfigureAwait(false);
        try
        {
            expected.CheckBody(response, body);
        }
        catch (R2Exception e)
        {
            e.Locate(response);
            throw;
        }
    }
}
