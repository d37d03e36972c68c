namespace R2.Models;

/// <summary>A checksum as S3 writes it: algorithm and big-endian value in base64.</summary>
public sealed record R2Checksum
{
    /// <summary>Takes an algorithm and its value.</summary>
    /// <param name="algorithm">Algorithm.</param>
    /// <param name="value">Value in base64; of several parts, with <c>-N</c> behind it.</param>
    public R2Checksum(R2ChecksumAlgorithm algorithm, string value) => (Kind, Value) = (algorithm, value);

    /// <summary>Name of the algorithm as S3 writes it, for example <c>CRC32C</c>: tables, CSV and JSON show it as it is.</summary>
    public string Algorithm => NameOf(Kind);

    /// <summary>Value in base64; of several parts, with <c>-N</c> behind it.</summary>
    public string Value { get; }

    internal R2ChecksumAlgorithm Kind { get; }

    /// <summary>Name of the header that carries it, for example <c>x-amz-checksum-crc32c</c>.</summary>
    internal string HeaderName => HeaderNameOf(Kind);

    internal static string HeaderNameOf(R2ChecksumAlgorithm algorithm) => algorithm switch
    {
        R2ChecksumAlgorithm.Crc32 => "x-amz-checksum-crc32",
        R2ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        R2ChecksumAlgorithm.Sha1 => "x-amz-checksum-sha1",
        R2ChecksumAlgorithm.Sha256 => "x-amz-checksum-sha256",
        _ => "x-amz-checksum-crc64nvme",
    };

    /// <summary>Name of the algorithm as S3 writes it, for example <c>CRC32C</c>.</summary>
    internal static string NameOf(R2ChecksumAlgorithm algorithm) => algorithm.ToString().ToUpperInvariant();

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm} {Value}";
}
