using System.Security.Cryptography;

namespace R2.Emulator.Integrity;

/// <summary>Checksum algorithms and their types on R2: https://developers.cloudflare.com/r2/api/s3/api/#checksum-types</summary>
internal static class ChecksumAlgorithms
{
    public const string FullObject = "FULL_OBJECT";
    public const string Composite = "COMPOSITE";
    public const string Crc64Nvme = "CRC64NVME";

    public static readonly IReadOnlyList<string> All = ["CRC32", "CRC32C", "SHA1", "SHA256", Crc64Nvme];

    /// <summary>The only type that R2 supports for an algorithm.</summary>
    public static string TypeOf(string algorithm) => algorithm == Crc64Nvme ? FullObject : Composite;

    public static string HeaderOf(string algorithm) => "x-amz-checksum-" + algorithm.ToLowerInvariant();

    public static int BytesOf(string algorithm) => algorithm switch
    {
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        Crc64Nvme => 8,
        _ => 4,
    };

    public static RunningChecksum Create(string algorithm) => algorithm switch
    {
        "CRC32" => new TableCrc(0xEDB88320, 32),
        "CRC32C" => new HardwareCrc32C(),
        Crc64Nvme => new TableCrc(TableCrc.NvmePolynomial, 64),
        "SHA1" => new HashChecksum(HashAlgorithmName.SHA1),
        "SHA256" => new HashChecksum(HashAlgorithmName.SHA256),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a checksum of S3."),
    };
}
