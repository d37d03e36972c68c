using System.Buffers.Binary;
using System.Security.Cryptography;
using R2.Models;

namespace R2.Checksums;

/// <summary>Computes a checksum piece by piece, as S3 writes it.</summary>
internal sealed class ChecksumHasher : IDisposable
{
    private readonly R2ChecksumAlgorithm _algorithm;
    private readonly IncrementalHash? _hash;
    private ulong _crc;

    public ChecksumHasher(R2ChecksumAlgorithm algorithm)
    {
        _algorithm = algorithm;
        _hash = algorithm switch
        {
            R2ChecksumAlgorithm.Sha1 => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            R2ChecksumAlgorithm.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            _ => null,
        };
    }

    public static R2Checksum Of(R2ChecksumAlgorithm algorithm, ReadOnlySpan<byte> bytes)
    {
        using ChecksumHasher hasher = new(algorithm);
        hasher.Append(bytes);
        return hasher.Finish();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        switch (_algorithm)
        {
            case R2ChecksumAlgorithm.Crc32C:
                _crc = Crc32C.Append((uint)_crc, bytes);
                break;
            case R2ChecksumAlgorithm.Crc32:
                _crc = Crc32.Append((uint)_crc, bytes);
                break;
            case R2ChecksumAlgorithm.Crc64Nvme:
                _crc = Crc64Nvme.Append(_crc, bytes);
                break;
            default:
                _hash!.AppendData(bytes);
                break;
        }
    }

    public R2Checksum Finish()
    {
        Span<byte> value = stackalloc byte[32];
        int length;
        if (_hash is not null)
        {
            length = _hash.GetHashAndReset(value);
        }
        else if (_algorithm == R2ChecksumAlgorithm.Crc64Nvme)
        {
            BinaryPrimitives.WriteUInt64BigEndian(value, _crc);
            length = sizeof(ulong);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(value, (uint)_crc);
            length = sizeof(uint);
        }

        _crc = 0;
        return new R2Checksum(_algorithm, Convert.ToBase64String(value[..length]));
    }

    public void Dispose() => _hash?.Dispose();
}
