using System.Security.Cryptography;

namespace R2.Signing;

/// <summary>
/// SHA-256 and HMAC over one context of the platform that is used again and again. The platform's own one-shot functions make and free a context each time,
/// which takes longer than to hash the few hundred bytes of a signature. For one thread at a time.
/// </summary>
internal sealed class Hasher : IDisposable
{
    private const int BlockSize = 64;
    private const int MaxText = 448;
    private const byte Inner = 0x36;
    private const byte Outer = 0x5C;

    // The key's block and the text behind it: appended together they cost one call of the platform, not two.
    private readonly byte[] _blockAndText = new byte[BlockSize + MaxText];
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private IncrementalHash? _keyed;
    private byte[]? _lastKey;

    public void Hash(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        _sha256.AppendData(text);
        _sha256.GetHashAndReset(hash);
    }

    /// <summary>HMAC of RFC 2104, two hashes: a keyed context of the platform cannot take another key. <paramref name="mac"/> may be the key itself.</summary>
    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Span<byte> mac)
    {
        Span<byte> block = _blockAndText.AsSpan(0, BlockSize);
        block.Clear();
        if (key.Length > BlockSize)
        {
            Hash(key, block);
        }
        else
        {
            key.CopyTo(block);
        }

        Mask(block, Inner);
        HashBehindBlock(text, mac);
        Mask(block, Inner ^ Outer);
        HashBehindBlock(mac[..SHA256.HashSizeInBytes], mac);
        CryptographicOperations.ZeroMemory(block);
    }

    /// <summary>
    /// HMAC with a key that comes back: from its second use on, the platform keeps the key's two blocks hashed. To key it for a single use would cost more than it saves.
    /// </summary>
    /// <param name="key">Key, known by its reference: its bytes must not change.</param>
    /// <param name="text">Text.</param>
    /// <param name="mac">Where to write.</param>
    public void MacAgain(byte[] key, ReadOnlySpan<byte> text, Span<byte> mac)
    {
        if (!ReferenceEquals(_lastKey, key))
        {
            _keyed?.Dispose();
            (_keyed, _lastKey) = (null, key);
            Mac(key, text, mac);
            return;
        }

        _keyed ??= IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        _keyed.AppendData(text);
        _keyed.GetHashAndReset(mac);
    }

    public void Dispose()
    {
        _sha256.Dispose();
        _keyed?.Dispose();
    }

    private void HashBehindBlock(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        if (text.Length > MaxText)
        {
            _sha256.AppendData(_blockAndText.AsSpan(0, BlockSize));
            Hash(text, hash);
            return;
        }

        text.CopyTo(_blockAndText.AsSpan(BlockSize));
        Hash(_blockAndText.AsSpan(0, BlockSize + text.Length), hash);
    }

    private static void Mask(Span<byte> block, byte mask)
    {
        foreach (ref byte b in block)
        {
            b ^= mask;
        }
    }
}
