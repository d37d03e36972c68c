using R2.Models;
using R2.Settings;
using R2.Simulation;

namespace R2.Cmdlets.Connections;

/// <summary>Where a session's commands go, and as whom. Holds a credential and shows none of it but the access key id.</summary>
public sealed class R2Connection
{
    private const string Hidden = "********";

    private readonly ConnectionSettings _settings;
    private readonly Lazy<R2Client> _client;
    private readonly Lazy<R2ApiClient> _api;
    private readonly R2ApiRateLimit _limit;
    private volatile bool _isClosed;

    /// <param name="settings">All that it goes by.</param>
    /// <param name="options">What its client is made from.</param>
    /// <param name="source">What made it.</param>
    /// <param name="simulation">The simulation that runs while it is made, or null.</param>
    /// <param name="limit">Limit that its requests to Cloudflare's own API count in.</param>
    /// <exception cref="R2Exception">An option is outside its range. In a replay credentials of any shape will do: a server that sees them is met after it, if ever.</exception>
    internal R2Connection(ConnectionSettings settings, R2ClientOptions options, string source, R2Simulation? simulation, R2ApiRateLimit limit)
    {
        (_settings, Options, Source, _limit) = (settings, options, source, limit);
        Endpoint = (options with { Simulation = simulation }).ResolveEndpoint();
        _client = new Lazy<R2Client>(() => new R2Client(options));
        _api = new Lazy<R2ApiClient>(() => new R2ApiClient(ApiOptions(replay: false)));
    }

    public string? AccountId => Options.AccountId;

    public Uri Endpoint { get; }

    public R2Jurisdiction Jurisdiction => Options.Jurisdiction;

    /// <summary>Whether it has an API token, and so access to Cloudflare's own API: domains, locks, notifications, migrations, usage.</summary>
    public bool HasApiToken => _settings.ApiToken is not null;

    /// <summary>Where Cloudflare's own API is asked; null where there is no token, or nobody knows.</summary>
    public Uri? ApiEndpoint => HasApiToken ? ApiAccess.AddressOf(_settings.Values, Options) : null;

    public string AccessKeyId => Credential.AccessKeyId;

    /// <summary>Whether the credential has a session token, and so an end.</summary>
    public bool IsTemporary => Credential.IsTemporary;

    /// <summary>When a temporary credential ends, where its token says so; one whose source is known is renewed before.</summary>
    public DateTimeOffset? Expires => Credential.Expires;

    /// <summary>Bucket of commands that name none; may be null.</summary>
    public string? BucketName => _settings.Values.Get(KnownSettings.BucketName);

    /// <summary>What made the connection: a cmdlet, or the environment.</summary>
    public string Source { get; }

    /// <summary>Every value that the connection goes by, with where it came from; stars for secrets.</summary>
    public IReadOnlyList<R2ConnectionSetting> Settings => TextList<R2ConnectionSetting>.Of(
    [
        .. KnownSettings.All.Select(setting => new R2ConnectionSetting(setting.Name, setting.Show(_settings.Values), _settings.Values.SourceOf(setting))),
        .. CredentialSettings(),
    ]);

    /// <summary>Whether secrets that commands hand out are to be registered with the CI system's log masker.</summary>
    internal bool MasksInCI => _settings.Values.Get(KnownSettings.MaskInCI);

    /// <summary>What the client was made from.</summary>
    internal R2ClientOptions Options { get; }

    /// <summary>Client of the server, without a simulation; made when first asked for.</summary>
    /// <exception cref="R2Exception">The connection was made in a replay, and its credential is none of the server's; or it was closed.</exception>
    internal R2Client Client
    {
        get
        {
            ThrowIfClosed();
            R2Client client = _client.Value;
            if (_isClosed)
            {
                // It was closed while its client was being made, and did not know of it.
                client.Dispose();
                ThrowIfClosed();
            }

            return client;
        }
    }

    /// <summary>Client of Cloudflare's own API, without a simulation; made when first asked for.</summary>
    /// <exception cref="R2Exception">The connection has no token, or was closed.</exception>
    internal R2ApiClient Api
    {
        get
        {
            ThrowIfClosed();
            return _api.Value;
        }
    }

    /// <summary>What the client of Cloudflare's own API is made from.</summary>
    /// <exception cref="R2Exception">The connection has no token.</exception>
    internal R2ApiClientOptions ApiOptions(bool replay) => ApiAccess.Options(_settings, Options, _limit, replay);

    /// <summary>The token, for whoever has to hide it; null where there is none.</summary>
    internal R2ApiToken? ApiToken => _settings.ApiToken?.Token;

    /// <summary>The credential in use: the client may have renewed it.</summary>
    internal R2Credential Credential => _client.IsValueCreated ? _client.Value.Credential : Options.Credential;

    public override string ToString() => $"{Endpoint} as {AccessKeyId}";

    /// <exception cref="R2Exception">It was closed.</exception>
    internal void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new R2Exception(R2ErrorCodes.ConnectionClosed, $"The connection {this} was closed.");
        }
    }

    /// <summary>Ends the requests and transfers that use it, in whatever session, and waits until they have cleaned up.</summary>
    internal async Task CloseAsync()
    {
        _isClosed = true;
        if (_api.IsValueCreated)
        {
            await _api.Value.DisposeAsync().ConfigureAwait(false);
        }

        if (_client.IsValueCreated)
        {
            await _client.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How this connection's commands transfer: as it was told, otherwise as the environment says now.</summary>
    /// <exception cref="R2Exception">A variable holds what it may not.</exception>
    internal TransferOptions TransferOptions(EnvironmentSettings environment) => TransferSettings.From(_settings.Values.Chosen().Over(environment.ReadValues()));

    /// <summary>Says where each value came from, and what looks odd.</summary>
    /// <param name="verbose">Takes each value; null where nobody reads them.</param>
    /// <param name="warning">Takes a warning.</param>
    internal void Describe(Action<string>? verbose, Action<string> warning)
    {
        if (verbose is not null)
        {
            foreach (R2ConnectionSetting setting in Settings)
            {
                verbose($"{setting}");
            }
        }

        if (AccountId is { } account && (account.Length != 32 || !account.All(char.IsAsciiHexDigit)))
        {
            warning($"The account id has {account.Length} characters; Cloudflare's account ids have 32 hexadecimal digits. The endpoint {Endpoint} is used anyway.");
        }
    }

    private IEnumerable<R2ConnectionSetting> CredentialSettings()
    {
        string source = _settings.Credential!.Source;
        yield return new("AccessKeyId", AccessKeyId, source);
        yield return new("SecretAccessKey", Hidden, source);
        if (IsTemporary)
        {
            yield return new("SessionToken", Hidden, source);
        }

        if (_settings.ApiToken is { } token)
        {
            yield return new("ApiToken", Hidden, token.Source);
        }
    }
}
