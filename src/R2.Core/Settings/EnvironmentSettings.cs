namespace R2.Settings;

/// <summary>Settings from environment variables. A bad value is refused at once: a silent default would send data somewhere else.</summary>
internal sealed class EnvironmentSettings(Func<string, string?> read)
{
    private const string AccessKeyId = "R2_ACCESS_KEY_ID";
    private const string SecretAccessKey = "R2_SECRET_ACCESS_KEY";
    private const string SessionToken = "R2_SESSION_TOKEN";

    private const string ApiToken = "R2_API_TOKEN";

    /// <summary>Wrangler's.</summary>
    private const string CloudflareApiToken = "CLOUDFLARE_API_TOKEN";

    private static readonly string[] s_otherNames =
        [AccessKeyId, SecretAccessKey, SessionToken, ApiToken, CloudflareApiToken, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "R2_PROFILE"];

    public static EnvironmentSettings OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Whether the environment alone is enough to connect with.</summary>
    public bool IsComplete => (Text(AccessKeyId) is not null || HasAws || HasToken) && (Text("R2_ACCOUNT_ID") ?? Text("R2_ENDPOINT")) is not null;

    /// <summary>Whether a token is all that there is, so that Cloudflare has to be asked for its id.</summary>
    public bool NeedsToAsk => Text(AccessKeyId) is null && !HasAws && HasToken;

    /// <summary>Profile that R2_PROFILE chooses, or null.</summary>
    public string? ProfileName => Text("R2_PROFILE");

    /// <summary>All values as one, to see whether they have changed. It holds the secret: for comparison in memory alone.</summary>
    public string Fingerprint => string.Join('\n', KnownSettings.All.Select(static setting => setting.Variable).OfType<string>().Concat(s_otherNames).Select(read));

    // The variables of other S3 tools count where all else is silent, and as a pair alone.
    private bool HasAws => Text("AWS_ACCESS_KEY_ID") is not null && Text("AWS_SECRET_ACCESS_KEY") is not null;

    private bool HasToken => (Text(ApiToken) ?? Text(CloudflareApiToken)) is not null;

    /// <summary>All but the credential.</summary>
    /// <exception cref="R2Exception">A variable holds what it may not; the message names it, its value and the range.</exception>
    public SettingLayer ReadValues()
    {
        SettingLayer layer = SettingLayer.Empty;
        foreach (Setting setting in KnownSettings.All)
        {
            layer = setting.Variable is { } variable ? layer.Parse(setting, variable, read(variable), variable) : layer;
        }

        return layer;
    }

    /// <summary>The credential alone; null where there is none.</summary>
    /// <exception cref="R2Exception">It is half set, or cannot be a credential.</exception>
    public CredentialOrigin? ReadCredential()
    {
        (string? id, string? secret) = (Text(AccessKeyId), Text(SecretAccessKey));
        return (id, secret) switch
        {
            // A token of R2's own variable says more than other tools' pair.
            (null, null) => HasAws && Text(ApiToken) is null ? Credential("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN") : null,
            (null, _) => throw Half(SecretAccessKey, AccessKeyId),
            (_, null) => throw Half(AccessKeyId, SecretAccessKey),
            _ => Credential(AccessKeyId, SecretAccessKey, SessionToken),
        };
    }

    /// <summary>The token for Cloudflare's own API; null where there is none.</summary>
    /// <exception cref="R2Exception">It cannot be a token.</exception>
    public ApiTokenOrigin? ReadApiToken()
    {
        if (Text(ApiToken) is { } own)
        {
            return new(new R2ApiToken(own), ApiToken);
        }

        try
        {
            return Text(CloudflareApiToken) is { } shared ? new(new R2ApiToken(shared), CloudflareApiToken) : null;
        }
        catch (R2Exception)
        {
            // It is other tools' variable: what is no token there is nothing to this module.
            return null;
        }
    }

    // Empty is unset: CI systems pass a secret that does not exist as an empty string.
    private string? Text(string name) => read(name) is { Length: > 0 } value ? value : null;

    private CredentialOrigin Credential(string id, string secret, string token) =>
        new(new R2Credential(Text(id)!, Text(secret)!, Text(token)), Text(token) is null ? $"{id}, {secret}" : $"{id}, {secret}, {token}");

    private static R2Exception Half(string set, string unset) =>
        new(R2ErrorCodes.InvalidSetting, $"{set} is set but {unset} is not; it must be both or neither.");
}
