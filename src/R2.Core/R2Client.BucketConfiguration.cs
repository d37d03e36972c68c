using System.Security.Cryptography;
using R2.Models;
using R2.Requests;
using R2.Xml.Documents;

namespace R2;

public sealed partial class R2Client
{
    /// <summary>Reads a bucket's CORS rules; 404 NoSuchCORSConfiguration where it has none.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<R2CorsRule>> GetBucketCorsAsync(string bucketName, CancellationToken cancellationToken = default) =>
        ReadAsync(S3Request.Get("GetBucketCors", bucketName).Flag("cors"), (body, _) => (IReadOnlyList<R2CorsRule>)[.. CorsDocument.Read(body).Select(rule => rule with { BucketName = bucketName })], cancellationToken);

    /// <summary>Replaces a bucket's CORS rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">A rule is outside R2's limits (<see cref="R2ErrorCodes.InvalidRule"/>); nothing is sent.</exception>
    public Task PutBucketCorsAsync(string bucketName, IEnumerable<R2CorsRule> rules, CancellationToken cancellationToken = default) =>
        DoAsync(WithDocument(S3Request.Put("PutBucketCors", bucketName).Flag("cors").Idempotent(), CorsDocument.Write(CorsRules.Validate(rules))), cancellationToken);

    /// <summary>Removes a bucket's CORS rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DeleteBucketCorsAsync(string bucketName, CancellationToken cancellationToken = default) =>
        DoAsync(S3Request.Delete("DeleteBucketCors", bucketName).Flag("cors"), cancellationToken);

    /// <summary>Reads a bucket's lifecycle rules; 404 NoSuchLifecycleConfiguration where it has none.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<R2LifecycleRule>> GetBucketLifecycleAsync(string bucketName, CancellationToken cancellationToken = default) =>
        ReadAsync(S3Request.Get("GetBucketLifecycleConfiguration", bucketName).Flag("lifecycle"), (body, _) => (IReadOnlyList<R2LifecycleRule>)[.. LifecycleDocument.Read(body).Select(rule => rule with { BucketName = bucketName })], cancellationToken);

    /// <summary>Replaces a bucket's lifecycle rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="rules">The rules, 1,000 at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">A rule is outside R2's limits (<see cref="R2ErrorCodes.InvalidRule"/>); nothing is sent.</exception>
    public Task PutBucketLifecycleAsync(string bucketName, IEnumerable<R2LifecycleRule> rules, CancellationToken cancellationToken = default) =>
        DoAsync(WithDocument(S3Request.Put("PutBucketLifecycleConfiguration", bucketName).Flag("lifecycle").Idempotent(), LifecycleDocument.Write(LifecycleRules.Validate(rules))), cancellationToken);

    /// <summary>Removes a bucket's lifecycle rules.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DeleteBucketLifecycleAsync(string bucketName, CancellationToken cancellationToken = default) =>
        DoAsync(S3Request.Delete("DeleteBucketLifecycle", bucketName).Flag("lifecycle"), cancellationToken);

    /// <summary>A document to send, with the digest that S3 wants of it.</summary>
    private static S3Request WithDocument(S3Request request, ReadOnlyMemory<byte> document)
    {
        string md5 = Convert.ToBase64String(MD5.HashData(document.Span));
        return request.Header("Content-MD5", md5).Header("Content-Type", "application/xml").WithBody(R2Content.FromBytes(document));
    }
}
