namespace R2.Models;

/// <summary>One page of ListBuckets.</summary>
public sealed class R2BucketPage
{
    /// <summary>Buckets of this page, in the order of the server.</summary>
    public required IReadOnlyList<R2Bucket> Buckets { get; init; }

    /// <summary>Token for the next page; null on the last one.</summary>
    public string? NextContinuationToken { get; init; }
}
