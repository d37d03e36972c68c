using System.Net;
using R2.Content;
using R2.Credentials;
using R2.Diagnostics;
using R2.Errors;
using R2.Requests;
using R2.Signing;
using R2.Xml;

namespace R2.Pipeline;

/// <summary>
/// Sends a request once, from the signature to a response that was judged. It fails where nothing moves for the time-out, where the server refuses, and where what came is not
/// R2's response to the request (<see cref="ExpectedResponse"/>); documents are read whole, so that one that breaks off is asked for again. What passes is a success.
/// </summary>
internal sealed class S3Attempt(R2ClientOptions options, Uri endpoint, CurrentCredential credentials, ServerClock clock, HttpMessageInvoker transport)
{
    private readonly RequestSigner _signer = new(options.Region);

    /// <exception cref="R2Exception">It failed.</exception>
    public async Task<S3Response> SendAsync(S3Exchange exchange, CancellationToken cancellationToken)
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IdleWatch watch = new(options.TimeProvider, options.Timeout, cancellation.Cancel);
        WatchWith(watch, exchange);
        HttpResponseMessage? message = null;
        try
        {
            R2Credential credential = await credentials.GetAsync(cancellation.Token).ConfigureAwait(false);
            for ((bool isRenewed, bool isClockSet) = (false, false); ;)
            {
                // Each time anew: every attempt has a date and a signature of its own.
                TimeSpan offset = clock.Offset;
                _signer.Sign(exchange.Message, credential, clock.GetUtcNow());
                exchange.Telemetry?.BeginAttempt(exchange.Attempts);
                message = await transport.SendAsync(exchange.Message, cancellation.Token).ConfigureAwait(false);
                exchange.Telemetry?.AttemptResponded(exchange.Message, message);
                clock.Observe(message.Headers.Date);
                if (clock.Offset != offset && !isClockSet && MayBeSkew(message.StatusCode))
                {
                    // Set by this response or, of many requests that were under way at once, by that of another. Inside of what renews the credential: a request is not refused for a wrong key before its date is right.
                    isClockSet = true;
                    exchange.Attempts++;
                }
                else if (credentials.CanRenew && !isRenewed && await CredentialRefusal.IsAsync(exchange.Message, message, cancellation.Token).ConfigureAwait(false))
                {
                    // Keys may be rotated under a running transfer. This costs no attempt.
                    isRenewed = true;
                    R2Credential newer = await credentials.RenewAsync(credential, cancellation.Token).ConfigureAwait(false);
                    if (ReferenceEquals(newer, credential))
                    {
                        break;
                    }

                    (credential, isClockSet) = (newer, false);
                }
                else
                {
                    break;
                }

                message.Dispose();
                message = null;
                exchange.EndResponse();
            }

            S3Response response = new(exchange, message);
            if (!message.IsSuccessStatusCode)
            {
                throw await ResponseErrors.ReadAsync(response, options.TimeProvider, cancellation.Token).ConfigureAwait(false);
            }

            ExpectedResponse expected = ExpectedResponse.To(exchange.Request);
            expected.CheckStatus(response);
            if (expected.BytesToRead(response) is > 0 and int most)
            {
                // From here on the stream watches itself: a document may take its time, as long as it moves.
                watch.Pause();
                await ReadBodyAsync(expected, response, most, cancellation.Token).ConfigureAwait(false);
            }

            expected.CheckHeaders(response);
            return response;
        }
        catch (Exception e)
        {
            exchange.Telemetry?.AttemptFailed(exchange.Message, e);
            message?.Dispose();
            exchange.EndResponse();
            if (watch.Expired && !cancellationToken.IsCancellationRequested)
            {
                throw TransportErrors.Idle(exchange.Request, endpoint, options.Timeout, e);
            }

            if (TransportErrors.IsTransport(e))
            {
                throw TransportErrors.From(e, exchange.Request, endpoint);
            }

            throw;
        }
    }

    private static void WatchWith(IdleWatch watch, S3Exchange exchange)
    {
        RequestTelemetry? telemetry = exchange.Telemetry;
        if (telemetry is not null)
        {
            telemetry.Watch = watch;
        }

        if (exchange.Message.Content is HttpBody body)
        {
            body.Moved = count =>
            {
                watch.Touch();
                telemetry?.Sent(count);
            };
        }
    }

    private async Task ReadBodyAsync(ExpectedResponse expected, S3Response response, int most, CancellationToken cancellationToken)
    {
        HttpContent content = response.Message.Content;
        using ResponseStream stream = new(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response, endpoint, options.TimeProvider, options.Timeout);
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

    /// <summary>R2 says RequestTimeTooSkewed under 403; others call it 400 or 401. The Date header tells it from a wrong key.</summary>
    private static bool MayBeSkew(HttpStatusCode status) => status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest;
}
