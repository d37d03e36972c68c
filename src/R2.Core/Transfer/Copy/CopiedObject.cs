using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Copy;

/// <summary>What a copy within the server came to.</summary>
/// <param name="Source">The source, as it was when it was copied.</param>
/// <param name="ETag">Entity tag that the server gave to the copy.</param>
/// <param name="Copy">What is at the destination now.</param>
internal sealed record CopiedObject(R2ObjectInfo Source, string? ETag, R2ObjectInfo Copy)
{
    /// <summary>The copy, if it is one as far as both can be compared.</summary>
    /// <param name="consequence">What else a person should know of an error, as a sentence.</param>
    /// <exception cref="R2Exception">Something else is at the destination (<c>ObjectChanged</c>), or the copy is not its source (<c>ChecksumMismatch</c>).</exception>
    public R2ObjectInfo Verified(string consequence)
    {
        if (!string.IsNullOrEmpty(ETag) && !ETags.Same(ETag, Copy.ETag))
        {
            throw Fail(R2ErrorCodes.ObjectChanged, $"Somebody else wrote the destination meanwhile: the copy got ETag {ETag}, and what is there has {Copy.ETag}. {consequence}");
        }

        bool differs = Copy.Size != Source.Size
            || (IsPlain(Source) && IsPlain(Copy) && !ETags.Same(Source.ETag, Copy.ETag))
            || Source.Checksums.Any(left => Copy.Checksums.Any(right => left.Kind == right.Kind && IsWhole(left) && IsWhole(right) && left.Value != right.Value));
        return differs
            ? throw Fail(R2ErrorCodes.ChecksumMismatch, $"The copy has {Copy.Size} bytes and ETag {Copy.ETag}, its source {Source.Size} bytes and ETag {Source.ETag}. {consequence}")
            : Copy;
    }

    /// <summary>Entity tags are comparable where both are the MD5 of the bytes: of one request, and with no customer's key.</summary>
    private static bool IsPlain(R2ObjectInfo info) => ETags.IsMd5(info.ETag) && info.SseCustomerKeyMd5 is null;

    private static bool IsWhole(R2Checksum checksum) => !checksum.Value.Contains('-', StringComparison.Ordinal);

    private R2Exception Fail(string code, string message) => new(code, message) { BucketName = Copy.BucketName, Key = Copy.Key };
}
