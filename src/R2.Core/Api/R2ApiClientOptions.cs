using System.Net;
using System.Security.Cryptography.X509Certificates;
using R2.Rules;
using R2.Simulation;

namespace R2;

/// <summary>What a client of Cloudflare's own API needs to know. Checked as a whole when the client is made.</summary>
public sealed record R2ApiClientOptions
{
    /// <summary>Where Cloudflare's API is.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.cloudflare.com/client/v4");

    /// <summary>Longest wait between attempts when left to the default: as long as Cloudflare refuses who has sent too much.</summary>
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromMinutes(5);

    /// <summary>Token to ask with.</summary>
    public required R2ApiToken Token { get; init; }

    /// <summary>Cloudflare account id, 32 hexadecimal digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>Jurisdiction of the buckets.</summary>
    public R2Jurisdiction Jurisdiction { get; init; }

    /// <summary>Address that all paths are below, in place of Cloudflare's.</summary>
    public Uri BaseAddress { get; init; } = DefaultBaseAddress;

    /// <summary>Allows <c>http://</c> to hosts other than this machine: the token then travels in the open.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>How long nothing may move in a request or an answer, 1 second to 1 day.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Proxy to go through, with its credentials, in place of the one that the environment names.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Certificate authorities to trust in place of the system's.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>How requests are sent again: after 429 and 5xx, and where that does no more than to send them once.</summary>
    public R2RetryOptions Retry { get; init; } = new() { MaxDelay = s_maxDelay, BaseDelay = TimeSpan.FromMilliseconds(500) };

    /// <summary>Limit that this client counts its requests in; clients of one user share one.</summary>
    public R2ApiRateLimit RateLimit { get; init; } = new();

    /// <summary>Clock to wait by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Transport in place of the network, for tests. The client does not dispose it.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>Counts what this client does, for its owner; null for nobody.</summary>
    public R2MetricCollector? Metrics { get; init; }

    /// <summary>Records what is sent and answered, or answers from a recording; null for neither. Neither token nor other secrets are written down.</summary>
    public R2Simulation? Simulation { get; init; }

    /// <summary>Randomness of the waits: 0 up to, not including, 1.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>As the road of S3's requests wants it, with a credential that signs nothing.</summary>
    /// <exception cref="R2Exception">An option is outside its range.</exception>
    internal R2ClientOptions ToClientOptions()
    {
        ArgumentNullException.ThrowIfNull(Token);
        if (!EndpointRules.IsAccountId(AccountId ?? ""))
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, $"AccountId has {AccountId?.Length ?? 0} characters; it must be the 32 hexadecimal digits of a Cloudflare account id.");
        }

        R2ClientOptions options = new()
        {
            Credential = new R2Credential("api", "none"),
            AccountId = AccountId,
            Endpoint = CheckBaseAddress(BaseAddress, AllowInsecure),
            AllowInsecure = AllowInsecure,
            Timeout = Timeout,
            Proxy = Proxy,
            CertificateAuthorities = CertificateAuthorities,
            Retry = Retry,
            // Its operations are few and of many kinds: one that fails says nothing of the next.
            BreakerFailureThreshold = 0,
            TimeProvider = TimeProvider,
            Transport = Transport,
            Metrics = Metrics,
            Simulation = Simulation,
            Random = Random,
        };
        options.CheckRanges();
        return options;
    }

    /// <summary>The address without a slash at its end.</summary>
    /// <exception cref="R2Exception">It is no absolute address, or not encrypted and not on this machine.</exception>
    internal static Uri CheckBaseAddress(Uri address, bool allowInsecure)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            // The value stays out: what stands before an @ may be a password.
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, $"The address of Cloudflare's API is not valid; it must be host and path after https://, such as {DefaultBaseAddress}.");
        }

        return address.Scheme == "https" || allowInsecure || EndpointRules.IsThisMachine(address)
            ? new Uri(address.AbsoluteUri.TrimEnd('/'))
            : throw R2Exception.Invalid(
                R2ErrorCodes.InsecureEndpoint, $"The address '{address}' of Cloudflare's API is not encrypted and not on this machine: whoever is in between can read the token. Use https, or allow it with AllowInsecure.");
    }
}
