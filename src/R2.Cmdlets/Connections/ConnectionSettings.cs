using System.Net;
using R2.Settings;

namespace R2.Cmdlets.Connections;

/// <summary>One layer of all that makes a connection: parameter → vault → profile → environment → default.</summary>
internal sealed record ConnectionSettings
{
    public SettingLayer Values { get; init; } = SettingLayer.Empty;

    public CredentialOrigin? Credential { get; init; }

    /// <summary>For the proxy; never kept in a file.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    public ConnectionSettings Over(ConnectionSettings lower) => new()
    {
        Values = Values.Over(lower.Values),
        Credential = Credential ?? lower.Credential,
        ProxyCredential = ProxyCredential ?? lower.ProxyCredential,
    };

    /// <exception cref="R2Exception">A setting is missing or outside its range.</exception>
    public R2Connection Connect(string source)
    {
        R2Credential credential = Credential?.Credential ?? throw new R2Exception("CredentialRequired", "No credential is given.");
        RunspaceState? state = RunspaceState.Find();
        return new(this, ToOptions(credential, state?.Metrics), source, state?.FindSimulation()?.Simulation);
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
