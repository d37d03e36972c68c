using System.Buffers.Binary;
using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Download;

/// <summary>
/// Compares what arrived with the CRC stored with the object, out of the CRCs of its ranges, whatever order they came in: those of a part are
/// joined, and the parts' are hashed once more where the object went up in parts (type COMPOSITE).
/// </summary>
internal sealed class RangeChecksums
{
    private readonly R2Checksum? _stored;
    private readonly uint[] _ranges;
    private readonly DownloadPlan _plan;

    /// <param name="stored">Checksum to compare with, or null; only CRC32C and CRC32 can be joined, others are left alone.</param>
    /// <param name="plan">How the object is cut.</param>
    public RangeChecksums(R2Checksum? stored, DownloadPlan plan)
    {
        (_plan, _ranges) = (plan, new uint[plan.RangeCount]);
        _stored = stored?.Kind is R2ChecksumAlgorithm.Crc32C or R2ChecksumAlgorithm.Crc32 ? stored : null;
    }

    /// <summary>Algorithm of the ranges' CRCs.</summary>
    public R2ChecksumAlgorithm Algorithm => _stored?.Kind ?? R2ChecksumAlgorithm.Crc32C;

    /// <summary>Also where there is nothing to compare with: the journal of a download needs to know its ranges again.</summary>
    public uint Append(uint crc, ReadOnlySpan<byte> bytes) =>
        _stored?.Kind == R2ChecksumAlgorithm.Crc32 ? Crc32.Append(crc, bytes) : Crc32C.Append(crc, bytes);

    public void Set(int range, uint crc) => _ranges[range] = crc;

    /// <summary>Fails where the bytes are not those that were stored.</summary>
    /// <returns>The checksum that was compared, or null.</returns>
    public R2Checksum? Verify(R2ObjectInfo info)
    {
        if (_stored is null)
        {
            return null;
        }

        List<uint> parts = JoinRanges();
        R2Checksum actual = StoredChecksum.PartsOf(_stored) is null
            ? new R2Checksum(_stored.Kind, Base64(parts[0]))
            : CompositeChecksum.Of(_stored.Kind, [.. parts.Select(Base64)]);
        return actual == _stored ? _stored : throw StoredChecksum.Mismatch(info, actual.ToString(), _stored.ToString());
    }

    private List<uint> JoinRanges()
    {
        List<uint> parts = [];
        for (int range = 0; range < _ranges.Length; range++)
        {
            if (_plan.PartOf(range) == parts.Count)
            {
                parts.Add(_ranges[range]);
            }
            else
            {
                parts[^1] = _stored!.Kind == R2ChecksumAlgorithm.Crc32C
                    ? Crc32C.Combine(parts[^1], _ranges[range], _plan.LengthOf(range))
                    : Crc32.Combine(parts[^1], _ranges[range], _plan.LengthOf(range));
            }
        }

        return parts;
    }

    private static string Base64(uint crc)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, crc);
        return Convert.ToBase64String(bytes);
    }
}
