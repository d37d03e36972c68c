using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Auth;

/// <summary>The credentials of the emulator, and temporary ones derived from them offline.</summary>
internal sealed class CredentialStore
{
    private readonly string _accountId;
    private readonly IReadOnlyList<EmulatorCredential> _credentials;

    public CredentialStore(string accountId, IReadOnlyList<EmulatorCredential> credentials)
    {
        _accountId = accountId;
        _credentials = credentials;
    }

    /// <summary>R2 responds 401 Unauthorized to an unknown key, never InvalidAccessKeyId, and 400 to an unknown token.</summary>
    public EmulatorCredential Find(string accessKeyId, string? sessionToken, S3Request request)
    {
        List<EmulatorCredential> ofKey = _credentials
            .Where(credential => credential.AccessKeyId == accessKeyId && credential.IsEnded?.Invoke(request.Now) != true)
            .ToList();
        if (ofKey.Count == 0)
        {
            throw S3Errors.Unauthorized();
        }

        return ofKey.Find(credential => credential.SessionToken == sessionToken)
            ?? (sessionToken is null ? ofKey[0] : FromToken(ofKey, sessionToken, request));
    }

    /// <summary>The lasting credential with this access key id, or null.</summary>
    public EmulatorCredential? Find(string accessKeyId, DateTimeOffset now) => _credentials.FirstOrDefault(credential =>
        credential.AccessKeyId == accessKeyId && credential.SessionToken is null && credential.IsEnded?.Invoke(now) != true);

    private EmulatorCredential FromToken(List<EmulatorCredential> ofKey, string sessionToken, S3Request request)
    {
        EmulatorCredential? parent = ofKey.Find(credential => credential.SessionToken is null);
        TemporaryToken? token = parent is null ? null : TemporaryToken.TryParse(sessionToken);
        return token?.Verify(parent!, _accountId, sessionToken, request) ?? throw S3Errors.InvalidArgument("X-Amz-Security-Token");
    }
}
