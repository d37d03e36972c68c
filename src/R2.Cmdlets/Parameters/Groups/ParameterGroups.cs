using R2.Models;

namespace R2.Cmdlets.Parameters.Groups;

/// <summary>What the groups of parameters mean that several cmdlets have. A group is an interface, which a cmdlet implements by its own parameters.</summary>
internal static class ParameterGroups
{
    /// <summary>Null if no condition is given: a conditional request is retried less freely.</summary>
    public static R2Conditions? ToConditions(this IConditionParameters given) =>
        given.IfMatch is null && given.IfNoneMatch is null && given.IfModifiedSince is null && given.IfUnmodifiedSince is null
            ? null
            : new R2Conditions { IfMatch = given.IfMatch, IfNoneMatch = given.IfNoneMatch, IfModifiedSince = given.IfModifiedSince, IfUnmodifiedSince = given.IfUnmodifiedSince };

    public static SseCustomerKey? ToCustomerKey(this ICustomerKeyParameters given) => given.SseCustomerKey is { } bytes ? new SseCustomerKey(bytes) : null;

    /// <summary>The upload that is named in a bucket; the next input overwrites the parameters.</summary>
    public static R2MultipartUpload ToUpload(this IMultipartParameters given, string bucket) => new() { BucketName = bucket, Key = given.Key, UploadId = given.UploadId };

    /// <summary>The settings of the connection, and these parameters over them.</summary>
    public static TransferOptions Over(this ITransferParameters given, TransferOptions options) => options with
    {
        PartSize = given.PartSize ?? options.PartSize,
        Resume = given.Resume,
        MaxBytesPerSecond = given.MaxBytesPerSecond,
    };

    /// <summary>The options of an operation, and these parameters in them.</summary>
    public static T AddTo<T>(this IMetadataParameters given, T options)
        where T : ObjectWriteOptions
    {
        ObjectWriteOptions stored = options;
        return (T)(stored with
        {
            ContentType = given.ContentType,
            CacheControl = given.CacheControl,
            ContentDisposition = given.ContentDisposition,
            ContentEncoding = given.ContentEncoding,
            ContentLanguage = given.ContentLanguage,
            Expires = given.Expires,
            Metadata = Dictionaries.ToMetadata(given.Metadata),
            StorageClass = given.StorageClass,
        });
    }

    /// <summary>Whether any parameter would change a copy's metadata.</summary>
    public static bool ChangesMetadata(this IMetadataParameters given) => given.Metadata is not null || given.Expires is not null
        || (given.ContentType ?? given.CacheControl ?? given.ContentDisposition ?? given.ContentEncoding ?? given.ContentLanguage) is not null;
}
