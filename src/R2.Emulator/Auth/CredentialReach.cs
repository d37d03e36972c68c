namespace R2.Emulator.Auth;

/// <summary>
/// How far a temporary credential reaches, as its token says (https://developers.cloudflare.com/r2/api/s3/temporary-credentials/#scope-of-a-credential).
/// What it may not is 403 AccessDenied.
/// </summary>
internal sealed record CredentialReach
{
    public required string Bucket { get; init; }

    /// <summary><c>object-read-only</c> and its like; null where the actions alone say it.</summary>
    public string? Scope { get; init; }

    /// <summary>The only operations; empty for all of the scope.</summary>
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

    /// <summary>A listing stays within the paths when what it asks for begins with one of them.</summary>
    public bool AllowsListing(string? prefix) => AllowsKey(prefix ?? string.Empty);
}
