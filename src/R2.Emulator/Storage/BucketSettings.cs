using R2.Emulator.Metadata;
using R2.Emulator.Storage.Settings;

namespace R2.Emulator.Storage;

/// <summary>Configuration of a bucket. CORS and lifecycle rules are kept as the documents that were put; null if there is none.</summary>
internal sealed record BucketSettings(string? Cors, string? Lifecycle)
{
    /// <summary>Default storage class of objects.</summary>
    public string StorageClass { get; init; } = StorageClasses.Standard;

    /// <summary>Where its data must stay; <c>default</c> for anywhere.</summary>
    public string Jurisdiction { get; init; } = "default";

    /// <summary>Whether its r2.dev domain is enabled.</summary>
    public bool IsPublic { get; init; }

    public bool HasLocalUploads { get; init; }

    public IReadOnlyList<CustomDomain> Domains { get; init; } = [];

    public IReadOnlyList<LockRule> Locks { get; init; } = [];

    public IReadOnlyList<NotificationRule> Notifications { get; init; } = [];

    public SippySource? Sippy { get; init; }

    /// <summary>A new bucket aborts uploads after 7 days (https://developers.cloudflare.com/r2/buckets/object-lifecycles/).</summary>
    public static readonly BucketSettings Initial = new(
        null,
        """<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ID>Default Multipart Abort Rule</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>""");
}
