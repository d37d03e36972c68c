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

    /// <summary>Whether an object would be another one after a copy onto itself.</summary>
    internal bool ChangesAnything => MetadataDirective == R2MetadataDirective.Replace
        || (MetadataDirective == R2MetadataDirective.Merge
            && (Metadata?.Count > 0 || Expires is not null || (ContentType ?? CacheControl ?? ContentDisposition ?? ContentEncoding ?? ContentLanguage) is not null))
        || StorageClass is not null || SseCustomerKey is not null || SourceSseCustomerKey is not null;
}
