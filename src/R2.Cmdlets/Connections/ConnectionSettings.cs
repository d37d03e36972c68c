namespace R2.Cmdlets.Connections;

/// <summary>One layer of all that makes a connection: parameter → vault → profile → environment → default.</summary>
internal sealed record ConnectionSettings
{
    public SettingLayer Values { get; init; } = SettingLayer.Empty;

    public CredentialOrigin? Credential { get; init; }

    public ConnectionSettings Over(ConnectionSettings lower) => new() { Values = Values.Over(lower.Values), Credential = Credential ?? lower.Credential };

    /// <exception cref="R2Exception">A setting is missing or outside its range.</exception>
    public R2Connection Connect(string source) => new(this, ToOptions() with { Metrics = RunspaceState.Find()?.Metrics }, source);

    private R2ClientOptions ToOptions()
    {
        if (!Values.Has(KnownSettings.AccountId) && !Values.Has(KnownSettings.Endpoint))
        {
            throw new R2Exception("AccountRequired", "Neither an account id nor an endpoint is given.");
        }

        return new R2ClientOptions
        {
            Credential = Credential?.Credential ?? throw new R2Exception("CredentialRequired", "No credential is given."),
            AccountId = Values.Get(KnownSettings.AccountId),
            Endpoint = Values.Get(KnownSettings.Endpoint),
            Jurisdiction = Values.Get(KnownSettings.Jurisdiction),
            Region = Values.Get(KnownSettings.Region)!,
            AllowInsecure = Values.Get(KnownSettings.AllowInsecure),
            Timeout = Values.Get(KnownSettings.Timeout),
            PoolMaxConnections = Values.Get(KnownSettings.PoolMaxConnections),
            PoolIdleTimeout = Values.Get(KnownSettings.PoolIdleTimeout),
        };
    }
}
