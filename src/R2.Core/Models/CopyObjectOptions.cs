namespace R2.Models;

/// <summary>Options of CopyObject. Headers and metadata count with the directives Replace and Merge only.</summary>
public sealed record CopyObjectOptions : ObjectWriteOptions
{
    /// <summary>What becomes of the source's headers and metadata.</summary>
    public R2MetadataDirective MetadataDirective { get; init; }

    /// <summary>Conditions on the source (<c>x-amz-copy-source-if-*</c>).</summary>
    public R2Conditions? SourceConditions { get; init; }

    /// <summary>Conditions on the object at the destination (R2's <c>cf-copy-destination-if-*</c>).</summary>
    public R2Conditions? DestinationConditions { get; init; }

    /// <summary>Customer's key that the source was encrypted with.</summary>
    public SseCustomerKey? SourceSseCustomerKey { get; init; }
}
