using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using R2.Credentials;
using R2.Diagnostics;
using R2.Rules;
using R2.Settings;
using R2.Simulation;

namespace R2;

/// <summary>What a client needs to know. Checked as a whole when the client is made.</summary>
public sealed record R2ClientOptions
{
    private static readonly SearchValues<char> s_regionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Credential to sign with.</summary>
    public required R2Credential Credential { get; init; }

    /// <summary>
    /// Source of newer credentials, or null. It is asked when the server refuses the credential in use, once for all requests under way, and before a credential ends whose
    /// <see cref="R2Credential.Expires"/> is known. To have nothing newer it returns an equal one.
    /// </summary>
    public Func<CancellationToken, ValueTask<R2Credential>>? RenewCredential { get; init; }

    /// <summary>Cloudflare account id, 32 hexadecimal digits; names the endpoint unless <see cref="Endpoint"/> is given.</summary>
    public string? AccountId { get; init; }

    /// <summary>Jurisdiction of the buckets; part of the endpoint made from <see cref="AccountId"/>.</summary>
    public R2Jurisdiction Jurisdiction { get; init; }

    /// <summary>Endpoint to talk to, in place of the account's: <c>http</c> or <c>https</c>, and it may have a path.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Region to sign for; <c>auto</c> at R2.</summary>
    public string Region { get; init; } = R2ClientDefaults.Region;

    /// <summary>Allows <c>http://</c> to hosts other than this machine: keys stay secret, but what is stored travels in the open.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>How long nothing may move in a request or a response, 1 second to 1 day. It is no limit on the whole: large bodies may take longer.</summary>
    public TimeSpan Timeout { get; init; } = R2ClientDefaults.Timeout;

    /// <summary>
    /// Idle connections that are kept at most, 1 to 10,000. It does not limit requests: as many connections are opened as there are requests at once, and those beyond
    /// this number are closed when nobody has needed them for two seconds.
    /// </summary>
    public int PoolMaxIdle { get; init; } = R2ClientDefaults.PoolMaxIdle;

    /// <summary>How long an idle connection is kept, 1 second to 1 day.</summary>
    public TimeSpan PoolIdleTimeout { get; init; } = R2ClientDefaults.PoolIdleTimeout;

    /// <summary>
    /// Whether to offer HTTP/2 to an https endpoint, which may choose HTTP/1.1 all the same; off by default. One connection then carries many requests, which saves handshakes
    /// of many small ones; large objects are quicker over connections of their own (benchmarks/README.md).
    /// </summary>
    public bool UseHttp2 { get; init; }

    /// <summary>Proxy to go through, with its credentials, in place of the one that the environment names; endpoints on this machine otherwise go without.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Certificate authorities to trust in place of the system's, for a server with a certificate of a private one. Host name and dates are checked all the same.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>How requests are sent again, those of transfers too.</summary>
    public R2RetryOptions Retry { get; init; } = new();

    /// <summary>
    /// Requests that failed after their repeats (no connection, time-outs, 5xx) and that open the circuit breaker of a bucket, 2 to 1,000, where they are nine tenths of its requests within
    /// <see cref="BreakerWindow"/>; 0 for no breaker. While it is open requests fail at once with <see cref="R2ErrorCodes.CircuitOpen"/>.
    /// </summary>
    public int BreakerFailureThreshold { get; init; } = R2ClientDefaults.BreakerFailureThreshold;

    /// <summary>What a circuit breaker looks back on, 1 second to 1 day: only failures within it count, and successes within it speak against an outage.</summary>
    public TimeSpan BreakerWindow { get; init; } = R2ClientDefaults.BreakerWindow;

    /// <summary>How long an open circuit breaker refuses before it lets one request try, 1 second to 1 day.</summary>
    public TimeSpan BreakerResetTimeout { get; init; } = R2ClientDefaults.BreakerResetTimeout;

    /// <summary>Clock to sign and to wait by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Transport in place of the network, for tests. It gets requests as they would be sent, signed. The client does not dispose it.
    /// </summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>Counts what this client does, for its owner; null for nobody. Several clients may share one.</summary>
    public R2MetricCollector? Metrics { get; init; }

    /// <summary>Records what is sent and answered, or answers from a recording in place of <see cref="Transport"/>; null for neither. The client does not dispose it.</summary>
    public R2Simulation? Simulation { get; init; }

    /// <summary>Randomness of the waits: 0 up to, not including, 1.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>
    /// Options by the variables of the environment, the same as the module has: <c>R2_ACCOUNT_ID</c> or <c>R2_ENDPOINT</c>, <c>R2_ACCESS_KEY_ID</c> and
    /// <c>R2_SECRET_ACCESS_KEY</c>, and those of time-outs, pool, retries and breaker. <see cref="TransferOptions.FromEnvironment"/> reads those of transfers.
    /// </summary>
    /// <exception cref="R2Exception">A variable is missing or outside its range; the message names it.</exception>
    public static R2ClientOptions FromEnvironment() => ClientSettings.From(EnvironmentSettings.OfProcess);

    /// <summary>Checks every option, as making a client does, and says where the client will send to. Nothing is sent.</summary>
    /// <returns>The endpoint that the client will talk to, without a slash at its end.</returns>
    /// <exception cref="R2Exception">An option is missing or outside its range; the message names it, its value and the range.</exception>
    public Uri ResolveEndpoint()
    {
        ArgumentNullException.ThrowIfNull(Credential);
        CheckRanges();
        if (Region.Length == 0 || Region.AsSpan().ContainsAnyExcept(s_regionCharacters))
        {
            throw R2Exception.OutOfRange(nameof(Region), Region, "lower-case letters, digits and hyphens; 'auto' at R2");
        }

        Uri endpoint = EndpointRules.Resolve(this);
        // A replay takes any credential: none is sent.
        if (Simulation?.Mode != R2SimulationMode.Replay)
        {
            CredentialRules.Check(Credential, endpoint);
        }

        return endpoint;
    }

    /// <summary>Makes a way to the network as a client with these options has: proxy, certificate authorities, TLS. For requests of one's own, which it does not sign; dispose of it.</summary>
    /// <exception cref="R2Exception">The options name no endpoint.</exception>
    public HttpMessageHandler CreateTransport()
    {
        Uri endpoint = EndpointRules.Resolve(this);
        return Network.Transport.CreateNetwork(this, endpoint, new ClientTelemetry(null, endpoint), PoolIdleTimeout, int.MaxValue);
    }

    /// <summary>Checks what does not depend on where requests go.</summary>
    /// <exception cref="R2Exception">An option is outside its range.</exception>
    internal void CheckRanges()
    {
        CheckDuration(nameof(Timeout), Timeout);
        CheckDuration(nameof(PoolIdleTimeout), PoolIdleTimeout);
        if (PoolMaxIdle is < 1 or > 10_000)
        {
            throw R2Exception.OutOfRange(nameof(PoolMaxIdle), PoolMaxIdle, "1 to 10,000 connections");
        }

        Retry.Validate();
        CheckDuration(nameof(BreakerWindow), BreakerWindow);
        CheckDuration(nameof(BreakerResetTimeout), BreakerResetTimeout);
        if (BreakerFailureThreshold is not (0 or (>= 2 and <= 1000)))
        {
            throw R2Exception.OutOfRange(nameof(BreakerFailureThreshold), BreakerFailureThreshold, "2 to 1,000 failures, or 0 for no circuit breaker");
        }
    }

    private static void CheckDuration(string setting, TimeSpan value)
    {
        if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromDays(1))
        {
            throw R2Exception.OutOfRange(setting, $"{value.TotalSeconds} s", "1 second to 1 day");
        }
    }
}
