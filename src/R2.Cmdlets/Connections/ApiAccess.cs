using R2.Models;
using R2.Rules;
using R2.Settings;

namespace R2.Cmdlets.Connections;

/// <summary>How a connection asks Cloudflare's own API: with which token, where, and about which account.</summary>
internal static class ApiAccess
{
    /// <summary>Code of the error where there is no token.</summary>
    public const string TokenRequired = "ApiTokenRequired";

    private const string ApiPath = "/client/v4";

    /// <summary>Stands for an account where none is asked.</summary>
    private static readonly string s_noAccount = new('0', 32);

    private static readonly TimeSpan s_baseDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromMinutes(5);

    /// <summary>What the API's client is made from.</summary>
    /// <param name="settings">All that the connection goes by.</param>
    /// <param name="options">What its S3 client is made from.</param>
    /// <param name="limit">Limit that its requests count in.</param>
    /// <param name="replay">Whether a recording is replayed: then nothing is asked, and anything will do.</param>
    /// <exception cref="R2Exception">There is no token, or nobody says which account or where.</exception>
    public static R2ApiClientOptions Options(ConnectionSettings settings, R2ClientOptions options, R2ApiRateLimit limit, bool replay)
    {
        R2ApiToken token = settings.ApiToken?.Token ?? (replay ? new R2ApiToken(s_noAccount) : throw new R2Exception("ApiTokenRequired", "The connection has no API token."));
        SettingLayer values = settings.Values;
        R2RetryOptions retry = options.Retry;
        return new R2ApiClientOptions
        {
            Token = token,
            AccountId = AccountOf(options) ?? (replay ? s_noAccount : throw new R2Exception("AccountRequired", "Cloudflare's API is asked about an account, and the connection does not know it.")),
            Jurisdiction = options.Jurisdiction,
            BaseAddress = AddressOf(values, options) ?? (replay ? R2ApiClientOptions.DefaultBaseAddress : throw new R2Exception(
                R2ErrorCodes.InvalidSetting, $"The endpoint {options.Endpoint} is not R2's, and so Cloudflare's API is not asked about what is there; it must be given with ApiEndpoint.")),
            AllowInsecure = options.AllowInsecure,
            Timeout = options.Timeout,
            Proxy = options.Proxy,
            CertificateAuthorities = options.CertificateAuthorities,
            // A wait that was chosen holds; those by default are for S3, which never asks for five minutes.
            Retry = retry with
            {
                MaxDelay = values.Has(KnownSettings.MaxDelay) ? retry.MaxDelay : s_maxDelay,
                BaseDelay = values.Has(KnownSettings.BaseDelay) || values.Has(KnownSettings.MaxDelay) ? retry.BaseDelay : s_baseDelay,
            },
            RateLimit = limit,
            Metrics = options.Metrics,
        };
    }

    /// <summary>Where the API is asked: where somebody says, at Cloudflare for an endpoint of R2's, beside one on this machine, such as the emulator; null where nobody knows.</summary>
    public static Uri? AddressOf(SettingLayer values, R2ClientOptions options)
    {
        Uri? endpoint = options.Endpoint;
        return values.Get(KnownSettings.ApiEndpoint)
            ?? (endpoint is null || EndpointAddress.IsR2(endpoint) ? R2ApiClientOptions.DefaultBaseAddress
                : EndpointRules.IsThisMachine(endpoint) ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + ApiPath)
                : null);
    }

    /// <summary>The key pair that follows from a token, whose id Cloudflare is asked for once.</summary>
    /// <exception cref="R2Exception">The token is not good, or Cloudflare cannot be asked.</exception>
    public static CredentialOrigin Derive(ApiTokenOrigin token, R2ApiClientOptions options, bool replay, CancellationToken cancellation)
    {
        if (replay)
        {
            return new(token.Token.ToCredential(s_noAccount), token.Source);
        }

        using R2ApiClient client = new(options);
        // Not on this thread's context: the pipeline thread waits.
        R2ApiTokenInfo info = Task.Run(() => client.VerifyTokenAsync(cancellation), cancellation).GetAwaiter().GetResult();
        return info.IsActive
            ? new(token.Token.ToCredential(info.Id), token.Source)
            : throw new R2Exception("ApiTokenInactive", info.Expires is { } end && info.Status == "expired"
                ? $"The API token expired at {end.UtcDateTime:u} ({token.Source})."
                : $"The API token is {info.Status} ({token.Source}).");
    }

    /// <summary>The account, as it was given or as R2's endpoints begin.</summary>
    private static string? AccountOf(R2ClientOptions options) => options.AccountId
        ?? (options.Endpoint is { } endpoint && EndpointAddress.IsR2(endpoint) ? endpoint.Host.Split('.')[0] : null);
}
