using R2.Models;

namespace R2.Transfer;

/// <summary>What a copy within the server came to.</summary>
/// <param name="Source">The source, as it was when it was copied.</param>
/// <param name="ETag">Entity tag that the server gave to the copy.</param>
/// <param name="Copy">What is at the destination now.</param>
internal sealed record CopiedObject(R2ObjectInfo Source, string? ETag, R2ObjectInfo Copy)
{
    /// <summary>The copy, unless it cannot be one; where somebody else wrote the destination meanwhile, it is his.</summary>
    public R2ObjectInfo Checked() => ETags.Same(ETag, Copy.ETag) && Copy.Size != Source.Size
        ? throw new R2Exception(R2ErrorCodes.InvalidResponse, $"The copy has {Copy.Size} bytes, its source {Source.Size}.") { Bucket = Copy.BucketName, Key = Copy.Key }
        : Copy;
}
