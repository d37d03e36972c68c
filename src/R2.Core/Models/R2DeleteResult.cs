using R2.Errors;

namespace R2.Models;

/// <summary>What became of one key of a DeleteObjects request. A key that did not exist counts as deleted.</summary>
public sealed record R2DeleteResult : R2Result
{
    /// <summary>Bucket of the object.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the object is gone.</summary>
    public bool Deleted => ErrorCode is null;

    /// <summary>The server's error code for this key, or null.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The server's error message for this key, or null.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Whether the key was refused for a reason that may pass. It was asked for again as often as was allowed: see <see cref="R2Result.Attempts"/>.</summary>
    public bool IsRetryable => ErrorCatalogue.IsTransient(status: null, ErrorCode);

    /// <inheritdoc/>
    public override string ToString() => Key;
}
