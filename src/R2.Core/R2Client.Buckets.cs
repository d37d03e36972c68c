using System.Runtime.CompilerServices;
using R2.Models;
using R2.Requests;
using R2.Xml.Documents;

namespace R2;

public sealed partial class R2Client
{
    /// <summary>Lists one page of the account's buckets. Needs a token that may: those for objects alone get 403.</summary>
    /// <param name="prefix">Lists only buckets whose name begins so.</param>
    /// <param name="continuationToken">Token of the page before.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketPage> ListBucketsAsync(string? prefix = null, string? continuationToken = null, CancellationToken cancellationToken = default) =>
        ReadAsync(
            // R2 pages this by headers of its own; other servers answer all buckets and pass over them. https://developers.cloudflare.com/r2/api/s3/extensions/
            S3Request.Get("ListBuckets").Header("cf-prefix", prefix).Header("cf-continuation-token", continuationToken),
            (body, response) => BucketDocuments.ReadList(body, response.Header("cf-next-continuation-token"), continuationToken),
            cancellationToken);

    /// <summary>Lists the account's buckets, page by page as they are asked for.</summary>
    /// <param name="prefix">Lists only buckets whose name begins so.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<R2Bucket> EnumerateBucketsAsync(string? prefix = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        PageWalk walk = new();
        do
        {
            R2BucketPage page = await ListBucketsAsync(prefix, token, cancellationToken).ConfigureAwait(false);
            foreach (R2Bucket bucketName in page.Buckets.Where(b => prefix is null || b.BucketName.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return bucketName;
            }

            token = page.NextContinuationToken;
            if (token is not null)
            {
                walk.Next(token, page.Buckets.Count > 0 ? page.Buckets[^1].BucketName : null, bucket: null);
            }
        }
        while (token is not null);
    }

    /// <summary>Fails unless the bucket is there and may be seen.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task HeadBucketAsync(string bucketName, CancellationToken cancellationToken = default) =>
        DoAsync(S3Request.Head("HeadBucket", bucketName), cancellationToken);

    /// <summary>Makes a bucket.</summary>
    /// <param name="bucketName">Name of the bucket: 3 to 63 lower-case letters, digits and hyphens.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task CreateBucketAsync(string bucketName, CreateBucketOptions? options = null, CancellationToken cancellationToken = default)
    {
        S3Request request = S3Request.Put("CreateBucket", bucketName).Header("x-amz-storage-class", options?.StorageClass);
        return DoAsync(
            options?.LocationHint is { } hint ? request.WithBody(R2Content.FromBytes(BucketDocuments.WriteCreate(hint))) : request,
            cancellationToken);
    }

    /// <summary>Removes an empty bucket.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DeleteBucketAsync(string bucketName, CancellationToken cancellationToken = default) =>
        DoAsync(S3Request.Delete("DeleteBucket", bucketName), cancellationToken);

    /// <summary>Reads a bucket's location hint, for example <c>WEUR</c>; empty where it has none.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<string> GetBucketLocationAsync(string bucketName, CancellationToken cancellationToken = default) =>
        ReadAsync(S3Request.Get("GetBucketLocation", bucketName).Flag("location"), static (body, _) => BucketDocuments.ReadLocation(body), cancellationToken);

    /// <summary>Reads how a bucket is encrypted at rest.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketEncryption> GetBucketEncryptionAsync(string bucketName, CancellationToken cancellationToken = default) =>
        ReadAsync(S3Request.Get("GetBucketEncryption", bucketName).Flag("encryption"), static (body, _) => BucketDocuments.ReadEncryption(body), cancellationToken);
}
