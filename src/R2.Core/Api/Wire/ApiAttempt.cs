using R2.Errors;
using R2.Pipeline;
using R2.Requests;
using R2.Xml;

namespace R2.Api;

/// <summary>Sends a request to Cloudflare's API once: waits for its place within the limit of the user, sends it, and reads the envelope of the answer. What passes is a success.</summary>
internal sealed class ApiAttempt(R2ApiClientOptions options, Uri baseAddress, HttpMessageInvoker transport)
{
    /// <exception cref="R2Exception">It failed.</exception>
    public async Task<S3Response> SendAsync(S3Exchange exchange, CancellationToken cancellationToken)
    {
        if (!IsReplay)
        {
            await options.RateLimit.EnterAsync(options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IdleWatch watch = new(options.TimeProvider, options.Timeout, cancellation.Cancel);
        if (exchange.Telemetry is { } telemetry)
        {
            telemetry.Watch = watch;
        }

        if (exchange.Message.Content is ApiBody body)
        {
            body.Moved = count =>
            {
                watch.Touch();
                exchange.Telemetry?.Sent(count);
            };
        }

        HttpResponseMessage? message = null;
        try
        {
            exchange.Telemetry?.BeginAttempt(exchange.Attempts);
            message = await transport.SendAsync(exchange.Message, cancellation.Token).ConfigureAwait(false);
            exchange.Telemetry?.AttemptResponded(exchange.Message, message);
            watch.Touch();
            S3Response response = new(exchange, message);
            await ReadAsync(response, cancellation.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception e)
        {
            exchange.Telemetry?.AttemptFailed(exchange.Message, e);
            message?.Dispose();
            if (watch.Expired && !cancellationToken.IsCancellationRequested)
            {
                throw TransportErrors.Idle(exchange.Request, baseAddress, options.Timeout, e);
            }

            if (TransportErrors.IsTransport(e))
            {
                throw TransportErrors.From(e, exchange.Request, baseAddress);
            }

            throw;
        }
    }

    private bool IsReplay => options.Simulation?.Mode == Simulation.R2SimulationMode.Replay;

    private async Task ReadAsync(S3Response response, CancellationToken cancellationToken)
    {
        ApiRequest request = response.Exchange.ApiRequest!;
        HttpContent content = response.Message.Content;
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using XmlBody body = await XmlBody.ReadAsync(stream, content.Headers.ContentLength, XmlBody.MaxBytes, cancellationToken).ConfigureAwait(false);
        response.Exchange.Telemetry?.Received(body.Document.Length);
        using ApiEnvelope? envelope = ApiEnvelope.TryRead(body, request.IsGraphQl);
        if (envelope is not { Succeeded: true } || !response.Message.IsSuccessStatusCode)
        {
            R2Exception failure = ApiErrors.From(response, request, envelope, body, options.TimeProvider);
            if (failure.Kind == R2ErrorKind.Throttled && failure.RetryAfter is { } wait)
            {
                options.RateLimit.Pause(options.TimeProvider.GetUtcNow() + wait);
            }

            // The one thing that was asked for is so: an attempt before did it, and its answer was lost.
            if (request.IsDelete && failure.Kind == R2ErrorKind.NotFound && response.Exchange.MayBeDone)
            {
                return;
            }

            throw failure;
        }

        try
        {
            response.Exchange.Result = request.Read(envelope);
        }
        catch (R2Exception e)
        {
            e.Locate(response);
            throw;
        }
    }
}
