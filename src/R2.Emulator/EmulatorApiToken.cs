namespace R2.Emulator;

/// <summary>An API token that the emulator accepts: a further one beside <see cref="R2EmulatorOptions.ApiToken"/>, such as a narrow or an expired one.</summary>
public sealed class EmulatorApiToken
{
    /// <summary>The token itself.</summary>
    public required string Value { get; init; }

    /// <summary>Id of the token, on Cloudflare 32 hex digits: the access key id of its S3 key pair. Random when null.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// Names of its permission groups, such as "Workers R2 Storage Read". By default all that the emulator asks for: Workers R2 Storage Read and Write, Zone Read,
    /// Queues Read and Write, Account Analytics Read.
    /// </summary>
    public IReadOnlyCollection<string> PermissionGroups { get; init; } = Api.Tokens.PermissionGroups.All;

    /// <summary>If set, its S3 key pair reaches only objects in these buckets.</summary>
    public IReadOnlyCollection<string>? Buckets { get; init; }

    /// <summary>When it expires; null for never.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>Whether it is disabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether it belongs to the account, which verifies it at <c>/accounts/{id}/tokens/verify</c>, and not to a user.</summary>
    public bool IsAccountOwned { get; init; }

    /// <summary>The id; never the token.</summary>
    public override string ToString() => Id ?? "API token";
}
