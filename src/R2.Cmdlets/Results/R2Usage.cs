using R2.Models;

namespace R2.Cmdlets.Results;

/// <summary>What a bucket held and was asked within a time, and about what that costs.</summary>
public sealed record R2Usage
{
    /// <summary>Bucket; null for what was asked of the account, such as its list of buckets.</summary>
    public string? BucketName { get; init; }

    /// <summary>Its jurisdiction, for example <c>eu</c>; <c>default</c> for none.</summary>
    public string Jurisdiction { get; init; } = "default";

    public DateTimeOffset From { get; init; }

    public DateTimeOffset To { get; init; }

    /// <summary>Objects at their most within the time.</summary>
    public long Objects { get; init; }

    /// <summary>Unfinished uploads at their most.</summary>
    public long Uploads { get; init; }

    /// <summary>Bytes of objects, parts and metadata at their most.</summary>
    public long Bytes { get; init; }

    public long ClassAOperations { get; init; }

    public long ClassBOperations { get; init; }

    public long FreeOperations { get; init; }

    /// <summary>How often each operation was asked.</summary>
    public IReadOnlyList<R2BucketOperations> Operations { get; init; } = [];

    /// <summary>US dollars, as if all was on standard storage: bytes at their most for the time, and operations; before what is free each month.</summary>
    public decimal EstimatedCost { get; init; }

    public override string ToString() => $"{BucketName ?? "(account)"}: {Bytes} bytes, {ClassAOperations} class A and {ClassBOperations} class B operations";
}
