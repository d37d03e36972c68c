namespace R2.Models;

/// <summary>Checksum algorithms of R2.</summary>
/// <remarks>
/// CRC32, CRC32C, SHA1 and SHA256 are of type COMPOSITE only, CRC64NVME of type FULL_OBJECT only; UploadPart takes CRC32 and CRC32C.
/// Source: https://developers.cloudflare.com/r2/api/s3/api/
/// </remarks>
public enum R2ChecksumAlgorithm
{
    /// <summary>CRC-32 (ISO-HDLC), 4 bytes.</summary>
    Crc32,

    /// <summary>CRC-32C (Castagnoli), 4 bytes.</summary>
    Crc32C,

    /// <summary>SHA-1, 20 bytes.</summary>
    Sha1,

    /// <summary>SHA-256, 32 bytes.</summary>
    Sha256,

    /// <summary>CRC-64/NVME, 8 bytes.</summary>
    Crc64Nvme,
}
