using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;

namespace R2.Cmdlets.Api;

/// <summary>The key pair that Cloudflare is to write to a bucket with: the one that is given, or the connection's own.</summary>
internal static class WritingCredential
{
    /// <exception cref="R2Exception">It is temporary: it would end while Cloudflare still needs it.</exception>
    public static R2Credential Of(object? given, R2Connection connection)
    {
        R2Credential credential = given is PSCredential pair ? SecureText.ToCredential(pair.UserName, pair.Password) : connection.Credential;
        return credential.IsTemporary || given is not (null or PSCredential)
            ? throw new R2Exception(R2ErrorCodes.InvalidCredential, "The key pair is temporary, and Cloudflare needs one that lasts as long as it works.")
            : credential;
    }
}
