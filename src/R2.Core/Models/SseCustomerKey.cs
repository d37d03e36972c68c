using System.Security.Cryptography;
using R2.Credentials;

namespace R2.Models;

/// <summary>A customer's own key for server-side encryption (SSE-C). The server keeps its MD5 alone: a lost key is a lost object. It lies in memory that
/// the garbage collector leaves in its place, and is overwritten when this is disposed of or collected.</summary>
public sealed class SseCustomerKey : IDisposable
{
    private readonly SecretBytes _key;

    /// <summary>Takes a key.</summary>
    /// <param name="key">Key for AES-256, 32 bytes.</param>
    /// <exception cref="R2Exception">The key has another length.</exception>
    public SseCustomerKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != 32)
        {
            throw R2Exception.Invalid("InvalidSseCustomerKey", $"The SSE-C key has {key.Length} bytes; it must have 32.");
        }

        _key = new SecretBytes(key);
        Md5 = Convert.ToBase64String(MD5.HashData(key));
    }

    /// <summary>MD5 of the key in base64; the server shows it as the key's fingerprint.</summary>
    public string Md5 { get; }

    internal string Base64
    {
        get
        {
            string text = Convert.ToBase64String(_key.Span);
            GC.KeepAlive(this);
            return text;
        }
    }

    internal ReadOnlySpan<byte> Key => _key.Span;

    /// <summary>Overwrites the key. For its owner, when no request needs it any more.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>Shows the fingerprint, never the key.</summary>
    public override string ToString() => $"SSE-C key with MD5 {Md5}";
}
