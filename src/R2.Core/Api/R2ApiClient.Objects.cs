using R2.Api;
using R2.Models;
using R2.Rules;

namespace R2;

public sealed partial class R2ApiClient
{
    private const int ObjectsPerPage = 1000;
    private const int JobsPerPage = 100;

    /// <summary>Lists a bucket's objects, page by page as they are asked for. The S3 endpoint does the same without the limit on requests.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="prefix">Lists only keys that begin so.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2Object> EnumerateObjectsAsync(string bucketName, string? prefix = null, CancellationToken cancellationToken = default) => ByCursorAsync(
        (cursor, cancellation) => AskAsync<ApiPage<R2Object>>(
            OfBucket(ApiRequest.Get("ListObjects", bucketName), "objects").Query("per_page", ObjectsPerPage).Query("prefix", prefix).Query("cursor", cursor)
                .ReadBy(envelope => new ApiPage<R2Object>([.. envelope.Result.Items().Select(item => ReadObject(item, bucketName))], envelope.ResultInfo?.TextOrNull("cursor"))),
            cancellation),
        cancellationToken);

    /// <summary>Deletes objects, in one request.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="keys">Keys, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The keys that are gone.</returns>
    public Task<IReadOnlyList<string>> DeleteObjectsAsync(string bucketName, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        // Without keys the same request would have another meaning.
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count);
        return AskAsync<IReadOnlyList<string>>(
            OfBucket(ApiRequest.Delete("DeleteObjects", bucketName), "objects").WithBody(ApiJson.Body(keys.Select(NameRules.Key)))
                .ReadBy(static envelope => (IReadOnlyList<string>)[.. envelope.Result.Items().Select(static item => item.Text("key"))]),
            cancellationToken);
    }

    /// <summary>Has Cloudflare delete all objects below a prefix, or all of the bucket: one request, whatever their number.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="prefix">Deletes only keys that begin so; null empties the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The job that does it.</returns>
    public Task<R2Job> ClearBucketAsync(string bucketName, string? prefix = null, CancellationToken cancellationToken = default) => AskAsync<R2Job>(
        OfBucket(ApiRequest.Delete("ClearBucket", bucketName, idempotent: false), "objects").Header("cf-r2-data-catalog-check", "true")
            .Query("prefix", prefix is null ? "" : NameRules.Key(prefix))
            .ReadBy(envelope => ReadJob(envelope.Result, bucketName)),
        cancellationToken);

    /// <summary>Lists the jobs that delete objects of a bucket, page by page as they are asked for.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="status">Lists only those of a status, for example <c>RUNNING</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<R2Job> EnumerateJobsAsync(string bucketName, string? status = null, CancellationToken cancellationToken = default) => ByCursorAsync(
        (cursor, cancellation) => AskAsync<ApiPage<R2Job>>(
            OfBucket(ApiRequest.Get("ListJobs", bucketName), "jobs").Query("status", status).Query("maxKeys", JobsPerPage).Query("continuationToken", cursor)
                .ReadBy(envelope => new ApiPage<R2Job>([.. envelope.Result.Items("jobs").Select(job => ReadJob(job, bucketName))], envelope.Result.TextOrNull("nextContinuationToken"))),
            cancellation),
        cancellationToken);

    /// <summary>Describes a job that deletes objects of a bucket.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="jobId">Id of the job.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Job> GetJobAsync(string bucketName, string jobId, CancellationToken cancellationToken = default) =>
        AskAsync<R2Job>(OfBucket(ApiRequest.Get("GetJob", bucketName), "jobs", jobId).ReadBy(envelope => ReadJob(envelope.Result, bucketName)), cancellationToken);

    private static R2Object ReadObject(ApiValue item, string bucketName) => new()
    {
        BucketName = bucketName,
        Key = item.Text("key"),
        Size = item.NumberOrNull("size") ?? 0,
        ETag = item.TextOrNull("etag"),
        LastModified = item.MomentOrNull("last_modified"),
        StorageClass = ApiStorageClass.FromApi(item.TextOrNull("storage_class")) ?? R2StorageClass.Standard,
    };

    private static R2Job ReadJob(ApiValue job, string bucketName)
    {
        ApiValue? deletion = job.Find("prefixDelete");
        return new R2Job
        {
            BucketName = bucketName,
            JobId = job.Text("id"),
            Type = job.Text("jobType"),
            Status = job.Text("status"),
            Started = job.MomentOrNull("startTime"),
            Ended = job.MomentOrNull("endTime"),
            DeletedObjects = deletion?.NumberOrNull("deletedObjects") ?? 0,
            Prefix = deletion?.TextOrNull("prefix") ?? "",
            IsBucketClear = deletion is { } known && known.Find("isBucketClear") is not null && known.Flag("isBucketClear"),
        };
    }
}
