using System.Security.Cryptography;
using R2.Emulator.Auth;
using R2.Emulator.Errors;
using R2.Emulator.Routing;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Integrity;

/// <summary>The digests that a request states for its body.</summary>
internal sealed record ExpectedDigests(byte[]? Md5, string? Sha256Hex, StoredChecksum? Checksum)
{
    public bool HasBodyDigest => Md5 is not null || Checksum is not null;

    public static ExpectedDigests Read(S3Request request, Identity identity) =>
        new(ReadMd5(request), identity.LiteralSha256, ReadChecksum(request));

    /// <summary>Throws unless every stated digest matches the received bytes.</summary>
    public void Verify(DigestResult actual)
    {
        if (Sha256Hex is not null && !Convert.FromHexString(Sha256Hex).AsSpan().SequenceEqual(actual.Sha256))
        {
            throw S3Errors.ContentSha256Mismatch();
        }

        if (Md5 is not null && !Md5.AsSpan().SequenceEqual(actual.Md5))
        {
            throw S3Errors.BadDigest("MD5", Convert.ToHexString(Md5).ToLowerInvariant(), actual.ETag);
        }

        if (Checksum is not null && Checksum.Value != Convert.ToBase64String(actual.Checksum!))
        {
            throw S3Errors.BadDigest(Checksum.Algorithm, Checksum.Value, Convert.ToBase64String(actual.Checksum!));
        }
    }

    private static byte[]? ReadMd5(S3Request request)
    {
        if (request.Header("Content-MD5") is not { } text)
        {
            return null;
        }

        return Decode(text, MD5.HashSizeInBytes);
    }

    private static StoredChecksum? ReadChecksum(S3Request request)
    {
        List<string> given = ChecksumAlgorithms.All.Where(algorithm => request.HasHeader(ChecksumAlgorithms.HeaderOf(algorithm))).ToList();
        if (given.Count == 0)
        {
            return null;
        }

        if (given.Count > 1)
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        string value = request.Header(ChecksumAlgorithms.HeaderOf(given[0]))!;
        Decode(value, ChecksumAlgorithms.BytesOf(given[0]));
        return new StoredChecksum(given[0], value, null);
    }

    private static byte[] Decode(string text, int length)
    {
        byte[] bytes = new byte[length + 2];
        return Convert.TryFromBase64String(text, bytes, out int written) && written == length
            ? bytes[..length]
            : throw S3Errors.InvalidDigest();
    }
}
