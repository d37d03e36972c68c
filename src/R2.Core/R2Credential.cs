using System.Diagnostics;
using System.Text;

namespace R2;

/// <summary>An S3 credential. Its secret and session token never show: not in <see cref="ToString"/>, a debugger or a serializer.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/api/tokens/</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class R2Credential
{
    private readonly byte[] _signingSecret;

    /// <summary>Takes a credential.</summary>
    /// <param name="accessKeyId">Access key id; at R2 the id of the API token, 32 hexadecimal digits.</param>
    /// <param name="secretAccessKey">Secret access key; at R2 64 hexadecimal digits.</param>
    /// <param name="sessionToken">Session token of a temporary credential, or null.</param>
    /// <exception cref="R2Exception">One of them is empty or holds white space or signs outside ASCII (<see cref="R2ErrorCodes.InvalidCredential"/>).</exception>
    public R2Credential(string accessKeyId, string secretAccessKey, string? sessionToken = null)
    {
        AccessKeyId = Checked(accessKeyId, "access key id");
        SessionToken = sessionToken is null ? null : Checked(sessionToken, "session token");
        _signingSecret = Encoding.ASCII.GetBytes("AWS4" + Checked(secretAccessKey, "secret access key"));
    }

    /// <summary>Access key id. No secret: it travels in every request.</summary>
    public string AccessKeyId { get; }

    /// <summary>Whether this is a temporary credential with a session token.</summary>
    public bool IsTemporary => SessionToken is not null;

    internal string? SessionToken { get; }

    /// <summary>"AWS4" and the secret: the first key of the signing chain.</summary>
    internal ReadOnlySpan<byte> SigningSecret => _signingSecret;

    /// <summary>Shows the access key id alone.</summary>
    public override string ToString() => IsTemporary ? $"{AccessKeyId} (temporary)" : AccessKeyId;

    private static string Checked(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidCredential, $"The {name} is empty.");
        }

        // The value stays out of the message: even a mistyped secret is nearly a secret.
        return value.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw R2Exception.Invalid(
                R2ErrorCodes.InvalidCredential,
                $"The {name} holds a space, a line break or a sign outside ASCII; it is {value.Length} characters long. Was it copied with something around it?")
            : value;
    }
}
