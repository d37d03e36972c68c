using R2.Models;

namespace R2.Transfer;

/// <summary>What a copy within the server came to.</summary>
/// <param name="Source">The source, as it was when it was copied.</param>
/// <param name="ETag">Entity tag that the server gave to the copy.</param>
/// <param name="Copy">What is at the destination now.</param>
internal sealed record CopiedObject(R2ObjectInfo Source, string? ETag, R2ObjectInfo Copy);
