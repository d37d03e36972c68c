namespace R2.Emulator.Api.Tokens;

/// <summary>A token with its id.</summary>
internal sealed record ApiToken(string Id, EmulatorApiToken Options)
{
    public bool IsExpired(DateTimeOffset now) => Options.ExpiresOn <= now;

    public bool IsUsable(DateTimeOffset now) => !Options.IsDisabled && !IsExpired(now);

    public bool HasAny(IReadOnlyList<string> groups) => groups.Count == 0 || groups.Any(Options.PermissionGroups.Contains);

    public string StatusAt(DateTimeOffset now) => Options.IsDisabled ? "disabled" : IsExpired(now) ? "expired" : "active";

    /// <summary>
    /// The S3 key pair of this token: its id and the SHA-256 of its value (https://developers.cloudflare.com/r2/api/tokens/). Without a group of R2 the pair is
    /// known, but may do nothing.
    /// </summary>
    public EmulatorCredential ToCredential()
    {
        bool reads = HasAny([PermissionGroups.StorageRead, PermissionGroups.ItemRead]);
        bool writes = HasAny([PermissionGroups.StorageWrite, PermissionGroups.ItemWrite]);
        return new EmulatorCredential
        {
            AccessKeyId = Id,
            SecretAccessKey = TokenStore.SecretOf(Options.Value),
            IsReadOnly = !writes,
            Buckets = reads || writes ? Options.Buckets : [],
            IsEnded = now => !IsUsable(now),
        };
    }
}
