using R2.Emulator.Metadata;

namespace R2.Emulator.Storage;

/// <summary>Configuration of a bucket, as the documents that were put; null if there is none.</summary>
internal sealed record BucketSettings(string? Cors, string? Lifecycle)
{
    /// <summary>Default storage class of objects, set when the bucket is created.</summary>
    public string StorageClass { get; init; } = StorageClasses.Standard;

    /// <summary>A new bucket aborts uploads after 7 days (https://developers.cloudflare.com/r2/buckets/object-lifecycles/).</summary>
    public static readonly BucketSettings Initial = new(
        null,
        """<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ID>Default Multipart Abort Rule</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>""");
}
