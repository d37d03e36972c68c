namespace R2.Cmdlets.Connections;

/// <summary>One layer of settings; what is null is left to the layer below: parameter → profile → environment → default.</summary>
internal sealed record ConnectionSettings
{
    public string? AccountId { get; init; }

    public Uri? Endpoint { get; init; }

    public R2Jurisdiction? Jurisdiction { get; init; }

    /// <summary>A whole: an access key id of one layer never meets a secret or session token of another.</summary>
    public R2Credential? Credential { get; init; }

    public string? BucketName { get; init; }

    public string? Region { get; init; }

    public bool AllowInsecure { get; init; }

    public TimeSpan? Timeout { get; init; }

    public int? PoolMaxConnections { get; init; }

    public TimeSpan? PoolIdleTimeout { get; init; }

    public ConnectionSettings Over(ConnectionSettings lower) => this with
    {
        AccountId = AccountId ?? lower.AccountId,
        // An account named here decides the endpoint, whatever a layer below says of another.
        Endpoint = Endpoint ?? (AccountId is null ? lower.Endpoint : null),
        Jurisdiction = Jurisdiction ?? lower.Jurisdiction,
        Credential = Credential ?? lower.Credential,
        BucketName = BucketName ?? lower.BucketName,
        Timeout = Timeout ?? lower.Timeout,
        PoolMaxConnections = PoolMaxConnections ?? lower.PoolMaxConnections,
        PoolIdleTimeout = PoolIdleTimeout ?? lower.PoolIdleTimeout,
    };

    /// <exception cref="R2Exception">A setting is missing or outside its range.</exception>
    public R2Connection Connect(string source) => new(ToOptions(), BucketName, source);

    private R2ClientOptions ToOptions()
    {
        if (AccountId is null && Endpoint is null)
        {
            throw new R2Exception("AccountRequired", "Neither an account id nor an endpoint is given.");
        }

        return new R2ClientOptions
        {
            Credential = Credential ?? throw new R2Exception("CredentialRequired", "No credential is given."),
            AccountId = AccountId,
            Endpoint = Endpoint,
            Jurisdiction = Jurisdiction ?? R2Jurisdiction.Default,
            Region = Region ?? R2ClientDefaults.Region,
            AllowInsecure = AllowInsecure,
            Timeout = Timeout ?? R2ClientDefaults.Timeout,
            PoolMaxConnections = PoolMaxConnections ?? R2ClientDefaults.PoolMaxConnections,
            PoolIdleTimeout = PoolIdleTimeout ?? R2ClientDefaults.PoolIdleTimeout,
        };
    }
}
