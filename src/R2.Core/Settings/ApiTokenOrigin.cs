namespace R2.Settings;

/// <summary>An API token and where it came from.</summary>
/// <param name="Token">Token.</param>
/// <param name="Source">Where it came from, in the user's words.</param>
internal sealed record ApiTokenOrigin(R2ApiToken Token, string Source);
