using System.Security.Cryptography;

namespace R2.Emulator.Integrity;

/// <summary>MD5, SHA-1 and SHA-256.</summary>
internal sealed class HashChecksum : RunningChecksum
{
    private readonly IncrementalHash _hash;

    public HashChecksum(HashAlgorithmName algorithm)
    {
        _hash = IncrementalHash.CreateHash(algorithm);
    }

    public override void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public override byte[] Finish() => _hash.GetHashAndReset();

    public override void Dispose()
    {
        _hash.Dispose();
        base.Dispose();
    }
}
