using System.Buffers.Binary;
using R2.Emulator.Integrity;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations.Multipart;

/// <summary>Computes the checksum of an object from those of its parts.</summary>
internal static class PartChecksum
{
    /// <summary>COMPOSITE is the checksum of the parts' checksums with <c>-N</c>; FULL_OBJECT is the checksum of all bytes.</summary>
    public static StoredChecksum? Of(MultipartUpload upload, IReadOnlyList<StoredPart> parts)
    {
        if (upload.ChecksumAlgorithm is not { } algorithm)
        {
            return null;
        }

        string value = upload.ChecksumType == ChecksumAlgorithms.FullObject ? Full(parts) : Composite(algorithm, parts);
        return new StoredChecksum(algorithm, value, upload.ChecksumType);
    }

    private static string Full(IReadOnlyList<StoredPart> parts)
    {
        ulong crc = parts.Aggregate(0UL, (total, part) => TableCrc.CombineNvme(total, part.Crc64, part.Body.Length));
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
        return Convert.ToBase64String(bytes);
    }

    private static string Composite(string algorithm, IReadOnlyList<StoredPart> parts)
    {
        using RunningChecksum checksum = ChecksumAlgorithms.Create(algorithm);
        foreach (StoredPart part in parts)
        {
            checksum.Append(Convert.FromBase64String(part.Checksum!.Value));
        }

        return $"{Convert.ToBase64String(checksum.Finish())}-{parts.Count}";
    }
}
