using R2.Transfer;

namespace R2.Cmdlets.Connections;

/// <summary>Where a session's commands go, and as whom. Holds a credential and shows none of it but the access key id.</summary>
public sealed class R2Connection
{
    private const string Hidden = "********";

    private readonly ConnectionSettings _settings;

    internal R2Connection(ConnectionSettings settings, R2ClientOptions options, string source)
    {
        (_settings, Options, Source) = (settings, options, source);
        Client = new R2Client(options);
    }

    public string? AccountId => Options.AccountId;

    public Uri Endpoint => Client.Endpoint;

    public R2Jurisdiction Jurisdiction => Options.Jurisdiction;

    public string AccessKeyId => Client.Credential.AccessKeyId;

    /// <summary>Whether the credential has a session token, and so an end.</summary>
    public bool IsTemporary => Client.Credential.IsTemporary;

    /// <summary>When a temporary credential ends, where its token says so; one whose source is known is renewed before.</summary>
    public DateTimeOffset? Expires => Client.Credential.Expires;

    /// <summary>Bucket of commands that name none; may be null.</summary>
    public string? BucketName => _settings.Values.Get(KnownSettings.BucketName);

    /// <summary>What made the connection: a cmdlet, or the environment.</summary>
    public string Source { get; }

    /// <summary>Every value that the connection goes by, with where it came from; stars for secrets.</summary>
    public IReadOnlyList<R2ConnectionSetting> Settings =>
    [
        .. KnownSettings.All.Select(setting => new R2ConnectionSetting(setting.Name, setting.Show(_settings.Values), _settings.Values.SourceOf(setting))),
        .. CredentialSettings(),
    ];

    /// <summary>Whether secrets that commands hand out are to be registered with the CI system's log masker.</summary>
    internal bool MasksInCI => _settings.Values.Get(KnownSettings.MaskInCI);

    /// <summary>What the client was made from.</summary>
    internal R2ClientOptions Options { get; }

    internal R2Client Client { get; }

    public override string ToString() => $"{Endpoint} as {AccessKeyId}";

    /// <summary>How this connection's commands transfer: as it was told, otherwise as the environment says now.</summary>
    /// <exception cref="R2Exception">A variable holds what it may not.</exception>
    internal TransferOptions TransferOptions(EnvironmentSettings environment) => TransferSettings.From(_settings.Values.Chosen().Over(environment.ReadValues()));

    /// <summary>Says where each value came from, and what looks odd.</summary>
    internal void Tell(Action<string> detail, Action<string> warning)
    {
        foreach (R2ConnectionSetting setting in Settings)
        {
            detail($"{setting}");
        }

        if (AccountId is { } account && (account.Length != 32 || !account.All(char.IsAsciiHexDigit)))
        {
            warning($"The account id '{account}' is not one of Cloudflare's, which have 32 hexadecimal digits. The endpoint {Endpoint} is used all the same.");
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
    }
}
