using System.Security.Cryptography;

namespace R2.Emulator.Integrity;

/// <summary>MD5, which every ETag needs, and the other digests only if requested, since hashing limits the rate of uploads.</summary>
internal sealed class DigestSet : IDisposable
{
    private readonly HashChecksum _md5 = new(HashAlgorithmName.MD5);
    private readonly HashChecksum? _sha256;
    private readonly RunningChecksum? _checksum;

    public DigestSet(bool withSha256, string? checksumAlgorithm)
    {
        _sha256 = withSha256 ? new HashChecksum(HashAlgorithmName.SHA256) : null;
        _checksum = checksumAlgorithm is null ? null : ChecksumAlgorithms.Create(checksumAlgorithm);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _md5.Append(bytes);
        _sha256?.Append(bytes);
        _checksum?.Append(bytes);
    }

    public DigestResult Finish() => new(_md5.Finish(), _sha256?.Finish(), _checksum?.Finish());

    public void Dispose()
    {
        _md5.Dispose();
        _sha256?.Dispose();
        _checksum?.Dispose();
    }
}
