using System.Buffers;
using System.Security.Cryptography;
using R2.Models;

namespace R2.Checksums;

/// <summary>Entity tags that can be known: R2 computes them exactly as S3 does. https://developers.cloudflare.com/r2/objects/multipart-objects/#etags</summary>
internal static class ETags
{
    private const int Md5HexLength = 32;

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether an entity tag is the MD5 of a body that went in one request.</summary>
    public static bool IsMd5(string? etag) => etag is { Length: Md5HexLength } && !etag.AsSpan().ContainsAnyExcept(s_hexDigits);

    public static string OfBody(ReadOnlySpan<byte> md5) => Convert.ToHexString(md5).ToLowerInvariant();

    /// <summary>Entity tag of an object of these parts, in their order; null where a part's is no MD5, as with a customer's key.</summary>
    public static string? OfParts(IReadOnlyCollection<R2Part> parts)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (R2Part part in parts)
        {
            if (!IsMd5(part.ETag))
            {
                return null;
            }

            md5.AppendData(Convert.FromHexString(part.ETag));
        }

        return $"{OfBody(md5.GetHashAndReset())}-{parts.Count}";
    }

    /// <summary>Entity tag that a body gets, from a reading of its own that is no progress.</summary>
    public static ValueTask<string> OfBodyAsync(R2Content body, CancellationToken cancellationToken) =>
        body.InMemory is { } bytes ? new(OfBytes(bytes.Span)) : new(ReadAsync(body, cancellationToken));

    private static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> md5 = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(bytes, md5);
        return OfBody(md5);
    }

    private static async Task<string> ReadAsync(R2Content body, CancellationToken cancellationToken)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using HashingStream stream = new(md5.AppendData);
        await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        return OfBody(md5.GetHashAndReset());
    }

    /// <summary>The object is there, and is not what its parts make.</summary>
    public static R2Exception Mismatch(R2MultipartUpload upload, string stored, string expected, string? requestId) => new(
        R2ErrorCodes.ChecksumMismatch,
        $"The server put '{upload.BucketName}/{upload.Key}' together with {stored}; its parts make {expected}. The object is there but is not what was meant: look at it, and upload it again.")
    {
        BucketName = upload.BucketName,
        Key = upload.Key,
        Operation = "CompleteMultipartUpload",
        RequestId = requestId,
    };

    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
