namespace R2.Soak;

/// <summary>The content and ETag that an object must have.</summary>
internal sealed record ExpectedObject(ByteRange Range, string? ETag);
