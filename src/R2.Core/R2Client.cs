using System.Diagnostics;
using R2.Credentials;
using R2.Diagnostics;
using R2.Http;
using R2.Retry;
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
    private readonly HttpMessageInvoker _chain;
    private readonly CurrentCredential _credentials;
    private readonly Presigner _presigner;
    private readonly ClientTelemetry _telemetry;
    private readonly RetryBudget _keyRepeats;
    private readonly Action<R2RequestReport>? _observer;
    private readonly int? _callerAttempts;
    private readonly int _attemptsBefore;
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
        _chain = HandlerChain.Create(options, _credentials, Endpoint, _clock, _telemetry);
        _lifetime = new ClientLifetime(_chain, Closed);
        options.Simulation?.Closes(_lifetime);
        _presigner = new Presigner(options.Region);
        _keyRepeats = new RetryBudget(Math.Max(1, options.MaxAttempts - 1) * R2ClientDefaults.KeyBudgetPerAttempt);
    }

    private R2Client(R2Client owner, Action<R2RequestReport>? observer, int? callerAttempts, int attemptsBefore = 0, bool cleansUp = false)
    {
        Endpoint = owner.Endpoint;
        (_options, _clock, _credentials, _telemetry, _chain, _presigner) = (owner._options, owner._clock, owner._credentials, owner._telemetry, owner._chain, owner._presigner);
        (_keyRepeats, _lifetime, _cleansUp) = (owner._keyRepeats, owner._lifetime, cleansUp || owner._cleansUp);
        _clockComparison = owner._clockComparison;
        (_observer, _callerAttempts, _attemptsBefore, _isView) = (observer, callerAttempts, attemptsBefore, true);
    }

    /// <summary>Endpoint that the client talks to, without a slash at its end.</summary>
    public Uri Endpoint { get; }

    /// <summary>Credential that the client signs with now.</summary>
    public R2Credential Credential => _credentials.Value;

    /// <summary>Checks a bucket name against R2's rules, without a request.</summary>
    /// <param name="bucket">Name.</param>
    /// <exception cref="R2Exception">The name is outside the rules (<see cref="R2ErrorCodes.InvalidBucketName"/>).</exception>
    public static void CheckBucketName(string bucket) => NameRules.Bucket(bucket);

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
    /// <param name="onRequest">Called for each attempt when its answer's headers have come or it has failed, on any thread; it must not block or throw.</param>
    public R2Client WithObserver(Action<R2RequestReport> onRequest)
    {
        ArgumentNullException.ThrowIfNull(onRequest);
        return new R2Client(this, onRequest, _callerAttempts);
    }

    internal R2ClientOptions Options => _options;

    internal ClientLifetime Lifetime => _lifetime;

    /// <summary>This client for what a transfer has to do before the client may end: its requests are sent even while it is being closed.</summary>
    internal R2Client ForCleanUp() => new(this, _observer, _callerAttempts, _attemptsBefore, cleansUp: true);

    /// <summary>This client, its connections and what it has learnt, for who repeats by itself: a transfer knows more of a request than its flags tell.</summary>
    /// <param name="attempts">How often the caller sends a request at most: what fails before is no failure yet to the circuit breaker.</param>
    internal R2Client WithoutRepeats(int attempts) => new(this, _observer, attempts);

    /// <summary>This client for one request that its caller repeats: it is counted and reported by its true number.</summary>
    /// <param name="attempt">Number of the attempt, from 1.</param>
    internal R2Client At(int attempt) => attempt == 1 ? this : new(this, _observer, _callerAttempts, attempt - 1);

    /// <summary>Sends a request and returns once the headers of a success have arrived, or the document if it wants one.</summary>
    private async Task<S3Response> SendAsync(S3Request request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        using HttpRequestMessage message = request.ToMessage(Endpoint, _callerAttempts, _attemptsBefore);
        RequestMeasure? measure = _observer is not null || _telemetry.IsListenedTo ? new RequestMeasure(_telemetry, request, _observer) : null;
        measure?.Attach(message);
        RequestTraits traits = RequestTraits.Of(message);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        if (_attemptsBefore > 0)
        {
            _telemetry.Retried(request.Operation, _attemptsBefore + 1);
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cleansUp ? default : _lifetime.Closing);
        try
        {
            return new S3Response(request, await _chain.SendAsync(message, either.Token).ConfigureAwait(false), measure, started, traits.Attempts);
        }
        catch (R2Exception e)
        {
            e.Tried(traits.Attempts);
            throw;
        }
        catch (Exception e) when (_lifetime.Ends(e, cancellationToken))
        {
            throw _lifetime.Because(e);
        }
        catch (CircuitOpenException e)
        {
            R2Exception open = TransportErrors.Open(e, request, _options.TimeProvider.GetUtcNow());
            open.Tried(traits.Attempts);
            throw open;
        }
        catch (TotalTimeoutException e)
        {
            R2Exception late = TransportErrors.TotalTimeout(e, request);
            late.Tried(traits.Attempts);
            throw late;
        }
    }

    /// <summary>Sends a request whose answer tells nothing but that it succeeded.</summary>
    private async Task DoAsync(S3Request request, CancellationToken cancellationToken) =>
        (await SendAsync(request, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Sends a request and reads the document that it is answered with.</summary>
    private async Task<T> ReadAsync<T>(S3Request request, Func<XmlBody, S3Response, T> read, CancellationToken cancellationToken)
    {
        T? result = default;
        using S3Response response = await SendAsync(request.ReadBy((body, answer) => result = read(body, answer)), cancellationToken).ConfigureAwait(false);
        return response.Tell(result!);
    }

    private async Task<Stream> OpenAsync(S3Response response, CancellationToken cancellationToken)
    {
        Stream body = await response.Message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ResponseStream(body, response, Endpoint, _options.TimeProvider, _options.Timeout, _lifetime);
    }

    private R2Exception Closed(Exception? cause) => _options.Simulation is { HasEnded: true } simulation
        ? new(R2ErrorCodes.SimulationStopped, $"The simulation '{simulation.Path}' has been stopped; this client belongs to it.", cause)
        : new(R2ErrorCodes.ConnectionClosed, $"The connection to {Endpoint.Host} was closed, and with it everything that used it.", cause);
}
