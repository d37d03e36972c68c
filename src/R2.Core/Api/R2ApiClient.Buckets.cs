using R2.Api;
using R2.Models;

namespace R2;

public sealed partial class R2ApiClient
{
    private const int BucketsPerPage = 1000;

    /// <summary>Lists the buckets of the account's jurisdiction, page by page as they are asked for.</summary>
    /// <param name="nameContains">Lists only buckets whose name holds this.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2BucketInfo> EnumerateBucketsAsync(string? nameContains = null, CancellationToken cancellationToken = default) => ByCursorAsync(
        (cursor, cancellation) => AskAsync<ApiPage<R2BucketInfo>>(
            InJurisdiction(OfAccount(ApiRequest.Get("ListBuckets"), "r2", "buckets"))
                .Query("name_contains", nameContains).Query("per_page", BucketsPerPage).Query("cursor", cursor)
                .ReadBy(static envelope => new ApiPage<R2BucketInfo>([.. envelope.Result.Items("buckets").Select(ReadBucket)], envelope.ResultInfo?.TextOrNull("cursor"))),
            cancellation),
        cancellationToken);

    /// <summary>Makes a bucket.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketInfo> CreateBucketAsync(string bucketName, CreateBucketOptions? options = null, CancellationToken cancellationToken = default) => AskAsync<R2BucketInfo>(
        InJurisdiction(OfAccount(ApiRequest.Post("CreateBucket", bucketName), "r2", "buckets"))
            .WithBody(ApiJson.Body(json => json.Text("name", bucketName).Text("locationHint", options?.LocationHint).Text("storageClass", ApiStorageClass.ToApi(options?.StorageClass))))
            .ReadBy(envelope => ReadBucket(envelope.Result, bucketName)),
        cancellationToken);

    /// <summary>Describes a bucket.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketInfo> GetBucketAsync(string bucketName, CancellationToken cancellationToken = default) =>
        AskAsync<R2BucketInfo>(OfBucket(ApiRequest.Get("GetBucket", bucketName)).ReadBy(envelope => ReadBucket(envelope.Result, bucketName)), cancellationToken);

    /// <summary>Removes an empty bucket.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DeleteBucketAsync(string bucketName, CancellationToken cancellationToken = default) => DoAsync(OfBucket(ApiRequest.Delete("DeleteBucket", bucketName)), cancellationToken);

    /// <summary>Sets the storage class of objects that name none; objects that are there keep theirs.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="storageClass">Class, see <see cref="R2StorageClass"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketInfo> SetBucketStorageClassAsync(string bucketName, string storageClass, CancellationToken cancellationToken = default) => AskAsync<R2BucketInfo>(
        OfBucket(ApiRequest.Patch("PatchBucket", bucketName)).Header("cf-r2-storage-class", ApiStorageClass.ToApi(storageClass)).ReadBy(envelope => ReadBucket(envelope.Result, bucketName)),
        cancellationToken);

    /// <summary>Whether uploads are taken near the client, and kept at the bucket's place later.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<bool> GetLocalUploadsAsync(string bucketName, CancellationToken cancellationToken = default) => AskAsync<bool>(
        OfAccount(ApiRequest.Get("GetLocalUploads", bucketName), "r2", "buckets", bucketName, "local-uploads").ReadBy(static envelope => envelope.Result.Flag("enabled")), cancellationToken);

    /// <summary>Sets whether uploads are taken near the client.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="enabled">Whether they are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SetLocalUploadsAsync(string bucketName, bool enabled, CancellationToken cancellationToken = default) => DoAsync(
        OfAccount(ApiRequest.Put("PutLocalUploads", bucketName), "r2", "buckets", bucketName, "local-uploads").WithBody(ApiJson.Body(json => json.Flag("enabled", enabled))), cancellationToken);

    private static R2BucketInfo ReadBucket(ApiValue bucket) => new()
    {
        BucketName = bucket.Text("name"),
        CreationDate = bucket.MomentOrNull("creation_date"),
        Location = bucket.TextOrNull("location"),
        StorageClass = ApiStorageClass.FromApi(bucket.TextOrNull("storage_class")),
        Jurisdiction = bucket.TextOrNull("jurisdiction"),
    };

    private static R2BucketInfo ReadBucket(ApiValue bucket, string asked) =>
        ReadBucket(bucket) is var read && read.BucketName == asked ? read : throw bucket.Refuse($"is about the bucket '{read.BucketName}', and '{asked}' was asked for");
}
