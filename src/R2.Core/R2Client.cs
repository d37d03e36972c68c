using System.Diagnostics;
using R2.Credentials;
using R2.Diagnostics;
using R2.Http;
using R2.Resilience;
using R2.Signing;
using R2.Xml;

namespace R2;

/// <summary>
/// A client of Cloudflare R2's S3 endpoint: one method an operation, each of which streams and can be cancelled. Safe for use by many threads at once;
/// make one and keep it, since it owns the pool of connections.
/// </summary>
/// <remarks>
/// Every method throws <see cref="R2Exception"/> where the server refuses, where the connection fails, and, before anything is sent, where an argument is
/// outside R2's rules. Operations: https://developers.cloudflare.com/r2/api/s3/api/
/// </remarks>
public sealed partial class R2Client : IDisposable
{
    private readonly R2ClientOptions _options;
    private readonly HttpMessageInvoker _chain;
    private readonly CurrentCredential _credentials;
    private readonly Presigner _presigner;
    private readonly ClientTelemetry _telemetry;
    private readonly Action<R2RequestReport>? _observer;

    /// <summary>Makes a client. Nothing is sent.</summary>
    /// <param name="options">Options; they are checked.</param>
    /// <exception cref="R2Exception">An option is missing or outside its range.</exception>
    public R2Client(R2ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Endpoint = options.Validate();
        _options = options;
        _credentials = new CurrentCredential(options);
        _telemetry = new ClientTelemetry(options.Metrics, Endpoint);
        _chain = HandlerChain.Create(options, _credentials, Endpoint, _telemetry);
        _presigner = new Presigner(options.Region);
    }

    private R2Client(R2Client owner, Action<R2RequestReport> observer)
    {
        Endpoint = owner.Endpoint;
        (_options, _credentials, _telemetry, _chain, _presigner) = (owner._options, owner._credentials, owner._telemetry, owner._chain, owner._presigner);
        _observer = observer;
    }

    /// <summary>Endpoint that the client talks to, without a slash at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>Credential that the client signs with now.</summary>
    public R2Credential Credential => _credentials.Value;

    /// <summary>Checks a bucket name against R2's rules, without a request.</summary>
    /// <param name="bucket">Name.</param>
    /// <exception cref="R2Exception">The name is outside the rules (<see cref="R2ErrorCodes.InvalidBucketName"/>).</exception>
    public static void CheckBucketName(string bucket) => NameRules.Bucket(bucket);

    /// <summary>Frees the connections. Requests under way fail. What <see cref="Observe"/> gave has none of its own, and frees none.</summary>
    public void Dispose()
    {
        if (_observer is null)
        {
            _chain.Dispose();
        }
    }

    /// <summary>The same client over the same connections, whose requests are reported.</summary>
    /// <param name="onRequest">Called for each attempt when its answer's headers have come or it has failed, on any thread; it must not block or throw.</param>
    public R2Client Observe(Action<R2RequestReport> onRequest)
    {
        ArgumentNullException.ThrowIfNull(onRequest);
        return new R2Client(this, onRequest);
    }

    /// <summary>For transfers, which repeat by themselves.</summary>
    /// <param name="operation">Operation that failed; null where none did.</param>
    /// <param name="attempt">Number of the attempt that follows; the first is no repeat.</param>
    internal void CountRetry(string? operation, int attempt)
    {
        if (operation is not null && attempt > 1)
        {
            _telemetry.Retried(operation, attempt);
        }
    }

    /// <summary>Sends a request and returns once the headers of a success have arrived.</summary>
    private async Task<S3Response> SendAsync(S3Request request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IdleWatch watch = new(_options.TimeProvider, _options.Timeout, cancellation.Cancel);
        RequestMeasure? measure = _observer is not null || _telemetry.IsListenedTo ? new RequestMeasure(_telemetry, request, watch, _observer) : null;
        using HttpRequestMessage message = request.ToMessage(Endpoint, measure is null ? watch.Touch : measure.Sent);
        measure?.Attach(message);
        try
        {
            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
            HttpResponseMessage answer = await _chain.SendAsync(message, cancellation.Token).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                return new S3Response(request, answer, measure, started, RequestTraits.Of(message).Attempts);
            }

            using (answer)
            {
                throw await ResponseErrors.ReadAsync(request, answer, _options.TimeProvider, cancellation.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (watch.Expired && !cancellationToken.IsCancellationRequested)
        {
            throw TransportErrors.Idle(request, Endpoint, _options.Timeout, e);
        }
        catch (Exception e) when (TransportErrors.IsTransport(e))
        {
            throw TransportErrors.From(e, request, Endpoint);
        }
    }

    /// <summary>Sends a request whose answer tells nothing but that it succeeded.</summary>
    private async Task DoAsync(S3Request request, CancellationToken cancellationToken) =>
        (await SendAsync(request, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Sends a request and reads the document that it is answered with.</summary>
    private async Task<T> ReadAsync<T>(S3Request request, Func<XmlBody, S3Response, T> read, CancellationToken cancellationToken)
    {
        using S3Response response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        using Stream stream = await OpenAsync(response, cancellationToken).ConfigureAwait(false);
        using XmlBody body = await XmlBody.ReadAsync(stream, response.Message.Content.Headers.ContentLength, XmlBody.MaxBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return response.Tell(read(body, response));
        }
        catch (R2Exception e)
        {
            e.Locate(response);
            response.Measure?.FailedAfterAnswer(e);
            throw;
        }
    }

    private async Task<Stream> OpenAsync(S3Response response, CancellationToken cancellationToken)
    {
        Stream body = await response.Message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ResponseStream(body, response, Endpoint, _options.TimeProvider, _options.Timeout);
    }
}
