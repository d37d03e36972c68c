using System.Net;
using R2.Settings;

namespace R2.Cmdlets.Connections;

/// <summary>One layer of all that makes a connection: parameter → vault → profile → environment → default.</summary>
internal sealed record ConnectionSettings
{
    public SettingLayer Values { get; init; } = SettingLayer.Empty;

    public CredentialOrigin? Credential { get; init; }

    /// <summary>For Cloudflare's own API; where no key pair is given, its own one is that of S3, too.</summary>
    public ApiTokenOrigin? ApiToken { get; init; }

    /// <summary>For the proxy; never kept in a file.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Cancels the question to Cloudflare that a token takes.</summary>
    public CancellationToken Stopping { get; init; }

    public ConnectionSettings Over(ConnectionSettings lower) => new()
    {
        Values = Values.Over(lower.Values),
        // A token decides about both kinds of access: the key pair of a layer below may be another account's.
        Credential = Credential ?? (ApiToken is null ? lower.Credential : null),
        ApiToken = ApiToken ?? lower.ApiToken,
        Stopping = Stopping,
        ProxyCredential = ProxyCredential ?? lower.ProxyCredential,
    };

    /// <summary>Makes the connection. Nothing is sent, unless a token is all that there is: Cloudflare is then asked for its id.</summary>
    /// <exception cref="R2Exception">A setting is missing or outside its range, or the token is not good.</exception>
    public R2Connection Connect(string source)
    {
        RunspaceState? state = RunspaceState.Find();
        R2ApiRateLimit limit = state?.ApiRateLimit ?? new R2ApiRateLimit();
        ConnectionSettings settings = this;
        if (Credential is null && ApiToken is { } token)
        {
            bool replay = state?.IsReplay ?? false;
            R2ClientOptions any = ToOptions(new R2Credential(new string('0', 32), new string('0', 64)), metrics: null);
            settings = this with { Credential = ApiAccess.Derive(token, ApiAccess.Options(this, any, limit, replay), replay, Stopping) };
        }

        R2Credential credential = settings.Credential?.Credential ?? throw new R2Exception("CredentialRequired", "No credential is given.");
        return new(settings, settings.ToOptions(credential, state?.Metrics), source, state?.FindSimulation()?.Simulation, limit);
    }

    /// <summary>Checks all that can be checked without a credential.</summary>
    /// <exception cref="R2Exception">A setting is outside its range.</exception>
    public void Validate()
    {
        if (Values.Has(KnownSettings.AccountId) || Values.Has(KnownSettings.Endpoint))
        {
            ToOptions(new R2Credential(new string('0', 32), new string('0', 64)), metrics: null).ResolveEndpoint();
        }

        CheckBucket();
    }

    private R2ClientOptions ToOptions(R2Credential credential, R2MetricCollector? metrics)
    {
        if (!Values.Has(KnownSettings.AccountId) && !Values.Has(KnownSettings.Endpoint))
        {
            throw new R2Exception("AccountRequired", "Neither an account id nor an endpoint is given.");
        }

        CheckBucket();
        CheckEndpoint();
        return ClientSettings.From(Values, new CredentialOrigin(credential, "", Credential?.Renew)) with
        {
            Proxy = ToProxy(),
            CertificateAuthorities = Values.Get(KnownSettings.CertificateAuthority) is { } path ? CertificateFile.Read(path) : null,
            Metrics = metrics,
        };
    }

    private WebProxy? ToProxy()
    {
        if (Values.Get(KnownSettings.Proxy) is not { } address)
        {
            return null;
        }

        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            // The value stays out of this message too: what is before an @ may be a password.
            throw new R2Exception(R2ErrorCodes.InvalidSetting, "Proxy is not a valid proxy address; it must be host and port after http://, https://, socks4://, socks4a:// or socks5://.");
        }

        // The value stays out of the message: it is a password.
        return address.UserInfo.Length == 0
            ? new WebProxy(address) { Credentials = ProxyCredential }
            : throw new R2Exception(R2ErrorCodes.InvalidSetting, $"The address of the proxy '{address.Host}' contains a user name; it must be host and port only. Give the user name with -ProxyCredential.");
    }

    /// <summary>As the core does, but with the bucket, which it does not know yet.</summary>
    private void CheckEndpoint()
    {
        Check(KnownSettings.Endpoint, R2Client.CheckEndpoint);
        if (Values.Get(KnownSettings.Endpoint) is { } endpoint && Values.Get(KnownSettings.BucketName) is { } bucket && endpoint.AbsolutePath.Trim('/') == bucket)
        {
            throw new R2Exception(
                R2ErrorCodes.InvalidSetting, $"The endpoint ends in the bucket's own name, '{bucket}'; use {endpoint.GetLeftPart(UriPartial.Authority)}: requests append the bucket name to it.");
        }
    }

    private void CheckBucket() => Check(KnownSettings.BucketName, R2Client.CheckBucketName);

    /// <summary>A refusal says where the value came from, unless it stands in the command itself.</summary>
    private void Check<T>(Setting<T> setting, Action<T> check)
        where T : class
    {
        try
        {
            if (Values.Get(setting) is { } value)
            {
                check(value);
            }
        }
        catch (R2Exception e) when (Values.SourceOf(setting) != SettingLayer.ParameterSource)
        {
            throw new R2Exception(e.Code, $"{e.Message} It comes from {Values.SourceOf(setting)}.", e);
        }
    }
}
