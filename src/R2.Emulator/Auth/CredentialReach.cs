namespace R2.Emulator.Auth;

/// <summary>
/// Permissions of a temporary credential, from its token (https://developers.cloudflare.com/r2/api/s3/temporary-credentials/#scope-of-a-credential).
/// Everything else is 403 AccessDenied.
/// </summary>
internal sealed record CredentialReach
{
    public required string Bucket { get; init; }

    /// <summary><c>object-read-only</c> and others; null if only the actions decide.</summary>
    public string? Scope { get; init; }

    /// <summary>The allowed operations; empty for all operations of the scope.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    public IReadOnlyList<string> Prefixes { get; init; } = [];

    public IReadOnlyList<string> Objects { get; init; } = [];

    private bool HasPaths => Prefixes.Count + Objects.Count > 0;

    public bool AllowsOperation(string operation, bool writes, bool isAdministrative)
    {
        string action = operation == "ListObjects" ? "ListObjectsV1" : operation;
        return (Actions.Count == 0 || Actions.Contains(action)) && Scope switch
        {
            null => Actions.Count > 0,
            "object-read-only" => !writes && !isAdministrative,
            "object-read-write" => !isAdministrative,
            "admin-read-only" => !writes,
            "admin-read-write" => true,
            _ => false,
        };
    }

    public bool AllowsKey(string key) => !HasPaths || Objects.Contains(key) || Prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A list request is allowed if its prefix begins with one of the paths.</summary>
    public bool AllowsListing(string? prefix) => AllowsKey(prefix ?? string.Empty);
}
