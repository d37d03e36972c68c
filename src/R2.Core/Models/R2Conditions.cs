namespace R2.Models;

/// <summary>Conditions of a request; the server answers 412 (or 304 to a read) where one does not hold.</summary>
public sealed record R2Conditions
{
    /// <summary>Entity tag that the object must have; quotes are optional, <c>*</c> stands for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Entity tag that the object must not have; <c>*</c> means that the object must not exist.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The object must have been written after this moment.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>The object must not have been written after this moment.</summary>
    public DateTimeOffset? IfUnmodifiedSince { get; init; }
}
