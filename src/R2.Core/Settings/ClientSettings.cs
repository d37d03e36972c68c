namespace R2.Settings;

/// <summary>The options of a client, from the settings.</summary>
internal static class ClientSettings
{
    /// <summary>All but what only the module can set: proxy, certificate authorities, metrics.</summary>
    /// <exception cref="R2Exception">The first wait is longer than the longest; the message says where both come from.</exception>
    public static R2ClientOptions From(SettingLayer values, CredentialOrigin credential) => new()
    {
        Credential = credential.Credential,
        RenewCredential = credential.Renew,
        AccountId = values.Get(KnownSettings.AccountId),
        Endpoint = values.Get(KnownSettings.Endpoint),
        Jurisdiction = values.Get(KnownSettings.Jurisdiction),
        Region = values.Get(KnownSettings.Region)!,
        AllowInsecure = values.Get(KnownSettings.AllowInsecure),
        Timeout = values.Get(KnownSettings.Timeout),
        PoolMaxIdle = values.Get(KnownSettings.PoolMaxIdle),
        PoolIdleTimeout = values.Get(KnownSettings.PoolIdleTimeout),
        UseHttp2 = values.Get(KnownSettings.Http2),
        Retry = TransferSettings.RetryFrom(values),
        BreakerFailureThreshold = values.Get(KnownSettings.BreakerFailureThreshold),
        BreakerWindow = values.Get(KnownSettings.BreakerWindow),
        BreakerResetTimeout = values.Get(KnownSettings.BreakerResetTimeout),
    };

    /// <summary>As the environment says.</summary>
    /// <param name="environment">The environment.</param>
    /// <exception cref="R2Exception">A variable is missing, or holds what it may not; the message names it.</exception>
    public static R2ClientOptions From(EnvironmentSettings environment)
    {
        CredentialOrigin credential = environment.ReadCredential() ?? throw new R2Exception(
            R2ErrorCodes.InvalidSetting, "R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY are not set; they must be the key pair of an R2 API token.");
        R2ClientOptions options = From(environment.ReadValues(), credential);
        return options.AccountId is null && options.Endpoint is null
            ? throw new R2Exception(R2ErrorCodes.InvalidSetting, "Neither R2_ACCOUNT_ID nor R2_ENDPOINT is set; it must be one of them.")
            : options;
    }
}
