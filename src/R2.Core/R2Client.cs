using R2.Credentials;
using R2.Diagnostics;
using R2.Errors;
using R2.Models;
using R2.Network;
using R2.Pipeline;
using R2.Requests;
using R2.Retry;
using R2.Rules;
using R2.Signing;
using R2.Simulation;
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
public sealed partial class R2Client : IDisposable, IAsyncDisposable
{
    private readonly R2ClientOptions _options;
    private readonly ServerClock _clock;
    private readonly ClockComparison _clockComparison;
    private readonly CurrentCredential _credentials;
    private readonly Presigner _presigner;
    private readonly ClientTelemetry _telemetry;
    private readonly RetryBudget _keyRetries;
    private readonly S3Pipeline _pipeline;
    private readonly RetryPolicy _retry;
    private readonly Action<R2RequestReport>? _observer;
    private readonly ClientLifetime _lifetime;
    private readonly bool _isView;
    private readonly bool _cleansUp;

    /// <summary>Makes a client. Nothing is sent.</summary>
    /// <param name="options">Options; they are checked.</param>
    /// <exception cref="R2Exception">An option is missing or outside its range.</exception>
    public R2Client(R2ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Endpoint = options.ResolveEndpoint();
        // A replay needs no credential that is good, and has no network to get one by.
        _options = options = options.Simulation?.Mode == R2SimulationMode.Replay ? options with { RenewCredential = null } : options;
        _clock = new ServerClock(options.TimeProvider);
        _clockComparison = new ClockComparison(options, Endpoint, _clock);
        _credentials = new CurrentCredential(options);
        _telemetry = new ClientTelemetry(options.Metrics, Endpoint);
        HttpMessageInvoker transport = Transport.Create(options, Endpoint, _telemetry);
        _pipeline = new S3Pipeline(options, _telemetry, new S3Attempt(options, Endpoint, _credentials, _clock, transport).SendAsync);
        _retry = RetryPolicy.Of(options);
        _lifetime = new ClientLifetime(transport, Closed);
        options.Simulation?.Closes(_lifetime);
        _presigner = new Presigner(options.Region);
        _keyRetries = new RetryBudget(Math.Max(1, options.Retry.MaxAttempts - 1) * R2ClientDefaults.KeyBudgetPerAttempt);
    }

    private R2Client(R2Client owner, Action<R2RequestReport>? observer, RetryPolicy retry, bool cleansUp)
    {
        Endpoint = owner.Endpoint;
        (_options, _clock, _credentials, _telemetry, _pipeline, _presigner) = (owner._options, owner._clock, owner._credentials, owner._telemetry, owner._pipeline, owner._presigner);
        (_keyRetries, _lifetime, _clockComparison) = (owner._keyRetries, owner._lifetime, owner._clockComparison);
        (_observer, _retry, _cleansUp, _isView) = (observer, retry, cleansUp, true);
    }

    /// <summary>Endpoint that the client talks to, without a slash at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>Credential that the client signs with now.</summary>
    public R2Credential Credential => _credentials.Value;

    /// <summary>Checks a bucket name against R2's rules, without a request.</summary>
    /// <param name="bucketName">Name.</param>
    /// <exception cref="R2Exception">The name is outside the rules (<see cref="R2ErrorCodes.InvalidBucketName"/>).</exception>
    public static void CheckBucketName(string bucketName) => NameRules.Bucket(bucketName);

    /// <summary>Checks that an address can be an endpoint: scheme, host, port and path, and no address with a bucket in it, of a page or of a public bucket.</summary>
    /// <param name="endpoint">Address.</param>
    /// <exception cref="R2Exception">It is none; the message says which to use (<see cref="R2ErrorCodes.InvalidSetting"/>), and shows nothing that may be a secret.</exception>
    public static void CheckEndpoint(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        EndpointRules.CheckAddress(endpoint);
    }

    /// <summary>What tells keys apart at R2: two spellings of one NFC form are one object. https://developers.cloudflare.com/r2/reference/unicode-interoperability/</summary>
    /// <param name="key">Key.</param>
    /// <returns>Text that is equal for keys of one object.</returns>
    /// <exception cref="R2Exception">The key is outside the rules (<see cref="R2ErrorCodes.InvalidObjectName"/>).</exception>
    public static string KeyIdentity(string key) => NameRules.Identity(NameRules.Key(key));

    /// <summary>
    /// Ends requests and transfers under way, which fail with <see cref="R2ErrorCodes.ConnectionClosed"/>, and frees the connections, once transfers have aborted their unfinished
    /// uploads; it does not wait for that. What <see cref="WithObserver"/> gave has no connections of its own, and frees none.
    /// </summary>
    public void Dispose()
    {
        if (!_isView)
        {
            _lifetime.Dispose();
        }
    }

    /// <summary>As <see cref="Dispose"/>, and waits until transfers have ended, with what they have to clean up.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (!_isView)
        {
            await _lifetime.Ended.ConfigureAwait(false);
        }
    }

    /// <summary>The same client over the same connections, whose requests are reported.</summary>
    /// <param name="onRequest">Called for each attempt when its response's headers have come or it has failed, on any thread; it must not block or throw.</param>
    public R2Client WithObserver(Action<R2RequestReport> onRequest)
    {
        ArgumentNullException.ThrowIfNull(onRequest);
        return new R2Client(this, onRequest, _retry, _cleansUp);
    }

    /// <summary>As <see cref="WithObserver"/>, beside whoever observes it already.</summary>
    internal R2Client AlsoObservedBy(Action<R2RequestReport> onRequest)
    {
        Action<R2RequestReport>? others = _observer;
        return WithObserver(others is null ? onRequest : report =>
        {
            others(report);
            onRequest(report);
        });
    }

    internal R2ClientOptions Options => _options;

    internal ClientLifetime Lifetime => _lifetime;

    internal RetryPolicy Retry => _retry;

    /// <summary>This client for what a transfer has to do before the client may end: its requests are sent even while it is being closed.</summary>
    internal R2Client ForCleanUp() => new(this, _observer, _retry, cleansUp: true);

    /// <summary>Requests at once that a client begins with where nobody asks for more.</summary>
    internal const int UnaskedConcurrency = BucketState.InitialConcurrency;

    /// <summary>This client for a command that sends so many requests at once.</summary>
    internal R2Client ForAtOnce(int requests) => With(_retry with { AtOnce = requests });

    /// <summary>This client for somebody who knows better how its requests may be retried.</summary>
    internal R2Client With(RetryPolicy retry) => new(this, _observer, retry, _cleansUp);

    /// <summary>Sends a request until it succeeds or may not be retried.</summary>
    /// <param name="request">Request.</param>
    /// <param name="read">Makes the result of the response, whose headers have come, with the document where one is wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private async Task<T> SendAsync<T>(S3Request request, Func<S3Response, T> read, CancellationToken cancellationToken)
        where T : class?
    {
        RequestTelemetry? telemetry = _observer is not null || _telemetry.IsListenedTo ? new RequestTelemetry(_telemetry, request, _observer) : null;
        using S3Exchange exchange = new(request, request.ToMessage(Endpoint), _retry, telemetry);
        CancellationToken closing = _cleansUp ? default : _lifetime.Closing;
        using CancellationTokenSource any = exchange.Limit.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing, exchange.Limit)
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing);
        S3Response? response = null;
        try
        {
            response = await _pipeline.SendAsync(exchange, any.Token).ConfigureAwait(false);
            if (response is null)
            {
                telemetry?.Found(exchange.LastFailure!);
                return (T)exchange.Result!;
            }

            telemetry?.Succeeded(response.Message);
            T result = response.Stamp(read(response));
            response = result is R2ObjectContent ? null : response;
            return result;
        }
        catch (Exception e)
        {
            telemetry?.Failed(e);
            if (e is R2Exception failed)
            {
                failed.Tried(exchange.Attempts);
            }
            else if (_lifetime.Ends(e, cancellationToken))
            {
                throw _lifetime.Because(e);
            }
            else if (e is OperationCanceledException && exchange.Limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                R2Exception late = TransportErrors.TotalTimeout(_retry.TotalTimeout!.Value, request, e);
                late.Tried(exchange.Attempts);
                throw late;
            }

            throw;
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>Sends a request whose response tells nothing but that it succeeded.</summary>
    private Task<object?> DoAsync(S3Request request, CancellationToken cancellationToken) => SendAsync<object?>(request, static _ => null, cancellationToken);

    /// <summary>Sends a request and reads the document of its response.</summary>
    private Task<T> ReadAsync<T>(S3Request request, Func<XmlBody, S3Response, T> read, CancellationToken cancellationToken)
        where T : class => SendAsync(request.ReadBy(read), static response => (T)response.Exchange.Result!, cancellationToken);

    private R2ObjectContent Open(S3Response response)
    {
        long length = response.Message.Content.Headers.ContentLength!.Value;
        ResponseStream stream = new(response.Message.Content.ReadAsStream(), response, Endpoint, _options.TimeProvider, _options.Timeout, _lifetime);
        return new R2ObjectContent(response.Stamp(ObjectHeaders.Read(response)), length, ObjectHeaders.RangeOf(response)?.From ?? 0, stream, response);
    }

    private R2Exception Closed(Exception? cause) => _options.Simulation is { HasEnded: true } simulation
        ? new(R2ErrorCodes.SimulationStopped, $"The simulation '{simulation.Path}' has been stopped; this client belongs to it.", cause)
        : new(R2ErrorCodes.ConnectionClosed, $"The connection to {Endpoint.Host} was closed, and with it everything that used it.", cause);
}
