using System.Runtime.CompilerServices;
using R2.Api;
using R2.Diagnostics;
using R2.Models;
using R2.Network;
using R2.Pipeline;
using R2.Requests;
using R2.Retry;
using R2.Rules;
using R2.Simulation;

namespace R2;

/// <summary>
/// A client of Cloudflare's own API for R2: what the S3 endpoint does not have, such as domains, locks, notifications, migrations and usage. Safe for use by many threads at once; make one and keep it.
/// </summary>
/// <remarks>
/// Every method throws <see cref="R2Exception"/> where the API refuses (code <c>Api</c> and Cloudflare's number), where the connection fails, and, before anything is sent, where an argument is outside
/// the rules. Operations: https://developers.cloudflare.com/api/resources/r2/
/// </remarks>
public sealed partial class R2ApiClient : IDisposable, IAsyncDisposable
{
    private readonly R2ApiClientOptions _options;
    private readonly ClientTelemetry _telemetry;
    private readonly S3Pipeline _pipeline;
    private readonly RetryPolicy _retry;
    private readonly ClientLifetime _lifetime;
    private readonly Action<R2RequestReport>? _observer;
    private readonly bool _isView;

    /// <summary>Makes a client. Nothing is sent.</summary>
    /// <param name="options">Options; they are checked.</param>
    /// <exception cref="R2Exception">An option is missing or outside its range.</exception>
    public R2ApiClient(R2ApiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        R2ClientOptions road = options.ToClientOptions();
        BaseAddress = road.Endpoint!;
        _options = options with { AccountId = options.AccountId.ToLowerInvariant() };
        _telemetry = new ClientTelemetry(options.Metrics, BaseAddress);
        HttpMessageInvoker transport = Transport.Create(road, BaseAddress, _telemetry, ofApi: true);
        _pipeline = new S3Pipeline(road, _telemetry, new ApiAttempt(_options, BaseAddress, transport).SendAsync);
        _retry = RetryPolicy.Of(road);
        _lifetime = new ClientLifetime(transport, Closed);
        options.Simulation?.Closes(_lifetime);
    }

    private R2ApiClient(R2ApiClient owner, Action<R2RequestReport>? observer)
    {
        BaseAddress = owner.BaseAddress;
        (_options, _telemetry, _pipeline, _retry, _lifetime) = (owner._options, owner._telemetry, owner._pipeline, owner._retry, owner._lifetime);
        (_observer, _isView) = (observer, true);
    }

    /// <summary>Address that all paths are below, without a slash at its end.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Account that it asks about.</summary>
    public string AccountId => _options.AccountId;

    /// <summary>Jurisdiction of the buckets that it asks about.</summary>
    public R2Jurisdiction Jurisdiction => _options.Jurisdiction;

    /// <summary>Whether it answers from a recording, where nothing changes by itself and nobody has to wait.</summary>
    internal bool IsReplay => _options.Simulation is { Mode: R2SimulationMode.Replay, WithLatency: false };

    /// <summary>The same client over the same connections, whose requests are reported.</summary>
    /// <param name="onRequest">Called for each attempt when its answer's headers have come or it has failed, on any thread; it must not block or throw.</param>
    public R2ApiClient WithObserver(Action<R2RequestReport> onRequest)
    {
        ArgumentNullException.ThrowIfNull(onRequest);
        return new R2ApiClient(this, onRequest);
    }

    /// <summary>Ends requests under way, which fail with <see cref="R2ErrorCodes.ConnectionClosed"/>, and frees the connections.</summary>
    public void Dispose()
    {
        if (!_isView)
        {
            _lifetime.Dispose();
        }
    }

    /// <summary>As <see cref="Dispose"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (!_isView)
        {
            await _lifetime.Ended.ConfigureAwait(false);
        }
    }

    /// <summary>Asks Cloudflare what the token is, as a token of a user, and then as one of the account.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">Cloudflare knows no such token (<c>Api1000</c>).</exception>
    public async Task<R2ApiTokenInfo> VerifyTokenAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskAsync<R2ApiTokenInfo>(ApiRequest.Get("VerifyToken").OfGroup(null).At("user", "tokens", "verify").ReadBy(Read), cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind is R2ErrorKind.Unauthenticated or R2ErrorKind.Denied or R2ErrorKind.NotFound or R2ErrorKind.Invalid && e.StatusCode is not null)
        {
            try
            {
                return await AskAsync<R2ApiTokenInfo>(OfAccount(ApiRequest.Get("VerifyAccountToken").OfGroup(null), "tokens", "verify").ReadBy(Read), cancellationToken).ConfigureAwait(false);
            }
            catch (R2Exception second) when (second.Kind is R2ErrorKind.Unauthenticated or R2ErrorKind.Denied or R2ErrorKind.NotFound or R2ErrorKind.Invalid && second.StatusCode is not null)
            {
                // Both say no; the first is the one that most tokens are asked by.
                throw e;
            }
        }

        static object Read(ApiEnvelope envelope)
        {
            ApiValue token = envelope.Result;
            return new R2ApiTokenInfo { Id = token.Text("id"), Status = token.Text("status"), NotBefore = token.MomentOrNull("not_before"), Expires = token.MomentOrNull("expires_on") };
        }
    }

    private ApiRequest OfAccount(ApiRequest request, params string[] segments) => request.At(["accounts", AccountId, .. segments]);

    /// <summary>About a bucket, with the header of its jurisdiction.</summary>
    private ApiRequest OfBucket(ApiRequest request, params string[] segments) =>
        InJurisdiction(OfAccount(request, ["r2", "buckets", request.Descriptor.Bucket!, .. segments]));

    private ApiRequest InJurisdiction(ApiRequest request) =>
        request.Header("cf-r2-jurisdiction", Jurisdiction == R2Jurisdiction.Default ? null : EndpointRules.NameOf(Jurisdiction));

    /// <summary>Sends a request whose answer tells nothing but that it succeeded.</summary>
    private Task<object?> DoAsync(ApiRequest request, CancellationToken cancellationToken) => SendAsync(request, cancellationToken);

    /// <summary>Sends a request, and gives the result that it reads.</summary>
    private async Task<T> AskAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : notnull => (T)(await SendAsync(request, cancellationToken).ConfigureAwait(false))!;

    /// <summary>Sends a request until it succeeds or may not be retried.</summary>
    private async Task<object?> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        RequestTelemetry? telemetry = _observer is not null || _telemetry.IsListenedTo ? new RequestTelemetry(_telemetry, request.Descriptor, _observer) : null;
        using S3Exchange exchange = new(request.Descriptor, request.ToMessage(BaseAddress, _options.Token), _retry, telemetry) { ApiRequest = request };
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.Closing);
        try
        {
            using S3Response? response = await _pipeline.SendAsync(exchange, any.Token).ConfigureAwait(false);
            telemetry?.Succeeded(response!.Message);
            return exchange.Result;
        }
        catch (Exception e)
        {
            telemetry?.Failed(e);
            if (e is R2Exception failed)
            {
                failed.Tried(exchange.Attempts);
                if (exchange.MayBeDone && request.Descriptor is { IsWrite: true, IsIdempotent: false } && failed.StatusCode is null)
                {
                    throw Unknown(failed);
                }
            }
            else if (_lifetime.Ends(e, cancellationToken))
            {
                throw _lifetime.Because(e);
            }

            throw;
        }
    }

    /// <summary>The answer to something that may not be asked twice was lost: nothing half-done stays unsaid.</summary>
    private static R2Exception Unknown(R2Exception lost) => new(lost.Code, $"{lost.Message} Whether Cloudflare has done it is not known; it was not asked again.", lost)
    {
        Operation = lost.Operation,
        BucketName = lost.BucketName,
        RequestId = lost.RequestId,
        Attempts = lost.Attempts,
    };

    private R2Exception Closed(Exception? cause) => _options.Simulation is { HasEnded: true } simulation
        ? new(R2ErrorCodes.SimulationStopped, $"The simulation '{simulation.Path}' has been stopped; this client belongs to it.", cause)
        : new(R2ErrorCodes.ConnectionClosed, $"The connection to {BaseAddress.Host} was closed, and with it everything that used it.", cause);

    /// <summary>Pages that begin at an offset, until one is short.</summary>
    private static async IAsyncEnumerable<T> ByOffsetAsync<T>(int size, Func<int, CancellationToken, Task<IReadOnlyList<T>>> page, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int offset = 0; ;)
        {
            IReadOnlyList<T> items = await page(offset, cancellationToken).ConfigureAwait(false);
            foreach (T item in items)
            {
                yield return item;
            }

            offset += items.Count;
            if (items.Count < size)
            {
                yield break;
            }
        }
    }

    /// <summary>Pages that each say where the next one begins.</summary>
    private static async IAsyncEnumerable<T> ByCursorAsync<T>(Func<string?, CancellationToken, Task<ApiPage<T>>> page, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            ApiPage<T> items = await page(cursor, cancellationToken).ConfigureAwait(false);
            foreach (T item in items.Items)
            {
                yield return item;
            }

            // One that does not move on would be asked for for ever.
            cursor = items.Next is not { Length: > 0 } next ? null
                : next != cursor ? next
                : throw new R2Exception(R2ErrorCodes.InvalidResponse, "The response of Cloudflare's API cannot be right: the next page begins where this one did.");
        }
        while (cursor is not null);
    }
}
