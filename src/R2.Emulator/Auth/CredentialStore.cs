using R2.Emulator.Errors;

namespace R2.Emulator.Auth;

/// <summary>The credentials known to the emulator. Temporary ones that are made offline (a signed JWT as session token) are to be recognised here.</summary>
internal sealed class CredentialStore
{
    private readonly IReadOnlyList<EmulatorCredential> _credentials;

    public CredentialStore(IReadOnlyList<EmulatorCredential> credentials)
    {
        _credentials = credentials;
    }

    /// <summary>R2 answers an unknown key with 401 Unauthorized, never with InvalidAccessKeyId, and an unknown token with 400.</summary>
    public EmulatorCredential Find(string accessKeyId, string? sessionToken)
    {
        var ofKey = _credentials.Where(credential => credential.AccessKeyId == accessKeyId).ToList();
        if (ofKey.Count == 0)
        {
            throw S3Errors.Unauthorized();
        }

        return ofKey.Find(credential => credential.SessionToken == sessionToken)
            ?? (sessionToken is null ? ofKey[0] : throw S3Errors.InvalidArgument("X-Amz-Security-Token"));
    }
}
