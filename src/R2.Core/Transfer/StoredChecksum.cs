using System.Buffers.Binary;
using System.Globalization;
using R2.Checksums;
using R2.Models;

namespace R2.Transfer;

/// <summary>
/// Compares what arrived with the checksum stored with the object, out of the CRCs of its slices, whatever order they came in: those of a part are
/// joined, and the parts' are hashed once more where the object went up in parts (type COMPOSITE).
/// </summary>
internal sealed class StoredChecksum
{
    private readonly R2Checksum? _stored;
    private readonly uint[] _slices;
    private readonly DownloadPlan _plan;

    public StoredChecksum(R2ObjectInfo info, DownloadPlan plan, bool wanted)
    {
        (_plan, _slices) = (plan, new uint[plan.SliceCount]);
        _stored = wanted ? Of(info) : null;
    }

    /// <summary>The checksum to compare with; null where none that can be computed so is stored.</summary>
    public R2Checksum? Stored => _stored;

    /// <summary>CRC32C before CRC32: the processor has an instruction for it.</summary>
    public static R2Checksum? Of(R2ObjectInfo info) =>
        info.Checksums.FirstOrDefault(c => c.Algorithm == R2ChecksumAlgorithm.Crc32C) ?? info.Checksums.FirstOrDefault(c => c.Algorithm == R2ChecksumAlgorithm.Crc32);

    /// <summary>Number of parts that a checksum of type COMPOSITE is of; null for one of the whole object.</summary>
    public static int? PartsOf(R2Checksum checksum) =>
        checksum.Value.IndexOf('-', StringComparison.Ordinal) is > 0 and int dash && int.TryParse(checksum.Value.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int parts)
            ? parts
            : null;

    public uint Append(uint crc, ReadOnlySpan<byte> bytes) => _stored?.Algorithm switch
    {
        R2ChecksumAlgorithm.Crc32C => Crc32C.Append(crc, bytes),
        R2ChecksumAlgorithm.Crc32 => Crc32.Append(crc, bytes),
        _ => 0,
    };

    public void Set(int slice, uint crc) => _slices[slice] = crc;

    /// <summary>Fails where the bytes are not those that were stored.</summary>
    /// <returns>The checksum that was compared, or null.</returns>
    public R2Checksum? Verify(R2ObjectInfo info)
    {
        if (_stored is null)
        {
            return null;
        }

        List<uint> parts = JoinSlices();
        R2Checksum actual = PartsOf(_stored) is null
            ? new R2Checksum(_stored.Algorithm, Base64(parts[0]))
            : CompositeChecksum.Of(_stored.Algorithm, [.. parts.Select(Base64)]);
        return actual == _stored
            ? _stored
            : throw new R2Exception(
                R2ErrorCodes.ChecksumMismatch,
                $"What arrived of '{info.BucketName}/{info.Key}' has the checksum {actual}; stored is {_stored}. Nothing was written under the final name; the object at the server was not touched.")
            {
                Bucket = info.BucketName,
                Key = info.Key,
            };
    }

    private List<uint> JoinSlices()
    {
        List<uint> parts = [];
        for (int slice = 0; slice < _slices.Length; slice++)
        {
            if (_plan.PartOf(slice) == parts.Count)
            {
                parts.Add(_slices[slice]);
            }
            else
            {
                parts[^1] = _stored!.Algorithm == R2ChecksumAlgorithm.Crc32C
                    ? Crc32C.Combine(parts[^1], _slices[slice], _plan.LengthOf(slice))
                    : Crc32.Combine(parts[^1], _slices[slice], _plan.LengthOf(slice));
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
