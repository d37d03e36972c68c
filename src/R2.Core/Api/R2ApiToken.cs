using System.Diagnostics;
using System.Security.Cryptography;
using R2.Credentials;

namespace R2;

/// <summary>
/// An API token of Cloudflare's: what its own API is asked with, and what an S3 key pair follows from. Holds a secret and shows none of it.
/// </summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/api/tokens/#get-s3-api-credentials-from-an-api-token</remarks>
public sealed class R2ApiToken : IDisposable
{
    private const int Shortest = 20;

    private readonly SecretBytes _value;

    /// <summary>Takes a token.</summary>
    /// <param name="value">Its value, as Cloudflare showed it once; the caller may overwrite what it gave.</param>
    /// <exception cref="R2Exception">It is too short, or holds white space or signs outside ASCII (<see cref="R2ErrorCodes.InvalidCredential"/>).</exception>
    public R2ApiToken(ReadOnlySpan<char> value)
    {
        // The value stays out of the messages: even a mistyped secret is nearly a secret.
        if (value.Length < Shortest)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidCredential, $"The API token has {value.Length} characters; Cloudflare's have 40 or more.");
        }

        if (value.ContainsAnyExceptInRange('!', '~'))
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidCredential,
                $"The API token holds a space, a line break or a non-ASCII character; it is {value.Length} characters long. Was it copied with something around it?");
        }

        _value = new SecretBytes("", value);
    }

    /// <summary>The S3 key pair of this token: its id, and the SHA-256 of its value in hexadecimal.</summary>
    /// <param name="tokenId">Id of the token, as <see cref="R2ApiClient.VerifyTokenAsync"/> returns it.</param>
    public R2Credential ToCredential(string tokenId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> secret = stackalloc char[SHA256.HashSizeInBytes * 2];
        SHA256.HashData(_value.Span, hash);
        for (int i = 0; i < hash.Length; i++)
        {
            secret[2 * i] = (char)Digit(hash[i] >> 4);
            secret[(2 * i) + 1] = (char)Digit(hash[i] & 15);
        }

        R2Credential credential = new(tokenId, secret);
        hash.Clear();
        secret.Clear();
        GC.KeepAlive(this);
        return credential;
    }

    /// <summary>Copies the value out, for whoever must hand it on; overwrite it when done.</summary>
    public char[] RevealValue()
    {
        ReadOnlySpan<byte> value = _value.Span;
        char[] copy = GC.AllocateUninitializedArray<char>(value.Length, pinned: true);
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = (char)value[i];
        }

        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>Overwrites the value. Clients that still have the token fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _value.Dispose();

    /// <summary>Shows nothing of the value.</summary>
    public override string ToString() => "API token (hidden)";

    /// <summary>The header that a request proves itself with.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string Authorization => $"Bearer {new string(RevealValue())}";

    private static int Digit(int value) => value < 10 ? '0' + value : 'a' + value - 10;
}
