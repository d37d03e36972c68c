using System.Diagnostics;
using System.Security.Cryptography;
using R2.Credentials;

namespace R2;

/// <summary>
/// An S3 credential. Its secret and session token never show: not in <see cref="ToString"/>, a debugger or a serializer. The secret lies in memory
/// that the garbage collector leaves in its place, and is overwritten when the credential is disposed of or collected; so are the keys that were derived from it.
/// </summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/api/tokens/</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class R2Credential : IDisposable
{
    private const string Prefix = "AWS4";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretBytes _signingSecret;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly List<WeakReference<SecretBytes>> _derived = [];

    /// <summary>Takes a credential.</summary>
    /// <param name="accessKeyId">Access key id; at R2 the id of the API token, 32 hexadecimal digits.</param>
    /// <param name="secretAccessKey">Secret access key; at R2 64 hexadecimal digits.</param>
    /// <param name="sessionToken">Session token of a temporary credential, or null.</param>
    /// <exception cref="R2Exception">One of them is empty or holds white space or signs outside ASCII (<see cref="R2ErrorCodes.InvalidCredential"/>).</exception>
    public R2Credential(string accessKeyId, string secretAccessKey, string? sessionToken = null)
        : this(accessKeyId, secretAccessKey.AsSpan(), sessionToken)
    {
    }

    /// <summary>Takes a credential without a copy of its secret left behind: the caller may overwrite what it gave.</summary>
    /// <param name="accessKeyId">Access key id; at R2 the id of the API token, 32 hexadecimal digits.</param>
    /// <param name="secretAccessKey">Secret access key; at R2 64 hexadecimal digits.</param>
    /// <param name="sessionToken">Session token of a temporary credential, or null.</param>
    /// <exception cref="R2Exception">One of them is empty or holds white space or signs outside ASCII (<see cref="R2ErrorCodes.InvalidCredential"/>).</exception>
    public R2Credential(string accessKeyId, ReadOnlySpan<char> secretAccessKey, string? sessionToken = null)
    {
        Check(accessKeyId, "access key id");
        Check(secretAccessKey, "secret access key");
        if (sessionToken is not null)
        {
            Check(sessionToken, "session token");
            Expires = SessionTokens.ExpiryOf(sessionToken);
        }

        (AccessKeyId, SessionToken) = (accessKeyId, sessionToken);
        _signingSecret = new SecretBytes(Prefix, secretAccessKey);
    }

    /// <summary>Access key id. No secret: it travels in every request.</summary>
    public string AccessKeyId { get; }

    /// <summary>Whether this is a temporary credential with a session token.</summary>
    public bool IsTemporary => SessionToken is not null;

    /// <summary>When a temporary credential ends, where its token says so; otherwise null.</summary>
    public DateTimeOffset? Expires { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? SessionToken { get; }

    /// <summary>"AWS4" and the secret: the first key of the signing chain. Valid while the credential is referred to.</summary>
    internal ReadOnlySpan<byte> SigningSecret => _signingSecret.Span;

    internal ReadOnlySpan<byte> SecretAccessKey => _signingSecret.Span[Prefix.Length..];

    internal int SecretLength => SecretAccessKey.Length;

    internal bool IsDisposed => _signingSecret.IsDisposed;

    /// <summary>
    /// Overwrites the secret, and the keys that clients derived from it for the day. For its owner, when no request is signed with it any more: clients do not dispose of it, and those
    /// that still have it fail with <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        _signingSecret.Dispose();
        lock (_derived)
        {
            foreach (WeakReference<SecretBytes> one in _derived)
            {
                if (one.TryGetTarget(out SecretBytes? key))
                {
                    key.Dispose();
                }
            }

            _derived.Clear();
        }
    }

    /// <summary>A key was derived, which is to end with this credential.</summary>
    internal void Derived(SecretBytes key)
    {
        lock (_derived)
        {
            _derived.RemoveAll(static one => !one.TryGetTarget(out _));
            _derived.Add(new WeakReference<SecretBytes>(key));
        }
    }

    /// <summary>Makes a temporary credential from this one, offline: narrower, and with an end. It ceases to work when this one does.</summary>
    /// <param name="options">What it is to be good for.</param>
    /// <param name="now">Beginning of its life; its end is whole seconds after it.</param>
    /// <exception cref="R2Exception">An option is outside its range, or this credential is temporary itself.</exception>
    public R2Credential Delegate(TemporaryCredentialOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (IsTemporary)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidCredential, $"The credential {AccessKeyId} is temporary itself: only one that is not can be the parent of another.");
        }

        options.Validate();
        (string secret, string token) = SessionTokens.Create(this, options, now.ToUnixTimeSeconds());
        GC.KeepAlive(this);
        return new R2Credential(AccessKeyId, secret, token);
    }

    /// <summary>Copies the secret access key out, for whoever must hand it on; overwrite it when done.</summary>
    public char[] RevealSecretAccessKey()
    {
        ReadOnlySpan<byte> secret = SecretAccessKey;
        char[] copy = GC.AllocateUninitializedArray<char>(secret.Length, pinned: true);
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = (char)secret[i];
        }

        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>The session token, for whoever must hand it on; null where there is none.</summary>
    public string? RevealSessionToken() => SessionToken;

    /// <summary>Shows the access key id alone.</summary>
    public override string ToString() => IsTemporary ? $"{AccessKeyId} (temporary)" : AccessKeyId;

    /// <summary>Whether the other is the same to a server.</summary>
    internal bool Matches(R2Credential other)
    {
        bool same = AccessKeyId == other.AccessKeyId
            && SessionToken == other.SessionToken
            && CryptographicOperations.FixedTimeEquals(SigningSecret, other.SigningSecret);
        GC.KeepAlive(this);
        GC.KeepAlive(other);
        return same;
    }

    private static void Check(ReadOnlySpan<char> value, string name)
    {
        if (value.IsEmpty)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidCredential, $"The {name} is empty.");
        }

        // The value stays out of the message: even a mistyped secret is nearly a secret.
        if (value.ContainsAnyExceptInRange('!', '~'))
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidCredential,
                $"The {name} holds a space, a line break or a non-ASCII character; it is {value.Length} characters long. Was it copied with something around it?");
        }
    }
}
