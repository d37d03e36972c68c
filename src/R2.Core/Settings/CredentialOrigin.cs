namespace R2.Settings;

/// <summary>A credential and where it came from. A whole: an access key id of one layer never meets a secret or session token of another.</summary>
/// <param name="Credential">Credential.</param>
/// <param name="Source">Where it came from, in the user's words.</param>
/// <param name="Renew">Gets a newer one from there; null where that cannot be.</param>
internal sealed record CredentialOrigin(R2Credential Credential, string Source, Func<CancellationToken, ValueTask<R2Credential>>? Renew = null);
