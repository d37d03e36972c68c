using R2.Checksums;
using R2.Content;
using R2.Models;
using R2.Requests;
using R2.Xml.Documents;

namespace R2;

public sealed partial class R2Client
{
    /// <summary>Parts of an upload at most.</summary>
    public const int MaxPartNumber = 10_000;

    /// <summary>A part may be this short, unless it is the last: 5 MiB. Source: https://developers.cloudflare.com/r2/objects/multipart-objects/</summary>
    public const long MinPartBytes = 5L << 20;

    /// <summary>Starts a multipart upload. It costs storage until it is completed or aborted.</summary>
    /// <param name="bucketName">Bucket that the object will be in.</param>
    /// <param name="key">Key that the object will have.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2MultipartUpload> CreateMultipartUploadAsync(
        string bucketName, string key, CreateMultipartUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ReadAsync(
            CreateMultipartUploadRequest(bucketName, key, options),
            (body, _) => new R2MultipartUpload
            {
                BucketName = bucketName,
                Key = key,
                UploadId = MultipartDocuments.ReadUploadId(body, bucketName, key),
                StorageClass = options?.StorageClass ?? R2StorageClass.Standard,
            },
            cancellationToken);
    }

    /// <summary>All that the server fixes for an upload: it cannot be changed afterwards.</summary>
    internal static S3Request CreateMultipartUploadRequest(string bucketName, string key, CreateMultipartUploadOptions? options) => S3Request
        .Post("CreateMultipartUpload", bucketName, key)
        .Flag("uploads")
        .Stored(options)
        .Header("x-amz-checksum-algorithm", options?.ChecksumAlgorithm is { } algorithm ? R2Checksum.NameOf(algorithm) : null)
        .Header("cf-create-bucket-if-missing", options?.CreateBucketIfMissing == true ? "true" : null);

    /// <summary>
    /// Uploads one part. All parts but the last must have the same length and the last must not be longer: R2 checks that only at the end.
    /// Uploading a number again destroys the older part, even where the new upload fails.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="partNumber">Part number, 1 to 10,000.</param>
    /// <param name="content">Bytes of the part; a stream must be able to seek.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Part> UploadPartAsync(
        R2MultipartUpload upload, int partNumber, R2Content content, UploadPartOptions? options = null, CancellationToken cancellationToken = default) =>
        WithOpenAsync(content, opened => UploadOpenPartAsync(upload, partNumber, opened, options, sending: null, cancellationToken), cancellationToken);

    /// <summary>As <see cref="UploadPartAsync"/>, of content that is open.</summary>
    internal Task<R2Part> UploadOpenPartAsync(
        R2MultipartUpload upload, int partNumber, R2Content content, UploadPartOptions? options, SendContext? sending, CancellationToken cancellationToken)
    {
        CheckSingleUpload(content);
        S3Request request = PartRequest("UploadPart", upload, partNumber)
            .Checksum(options?.Checksum)
            .Header("Content-MD5", options?.ContentMd5)
            .SseCustomerKey(options?.SseCustomerKey)
            .WithBody(content, sending);
        return SendAsync(
            request,
            response => new R2Part
            {
                PartNumber = partNumber,
                ETag = response.ETag!,
                Size = content.Length!.Value,
                Checksums = options?.Checksum is { } checksum ? [checksum] : [],
            },
            cancellationToken);
    }

    /// <summary>Makes one part from an object, or a range of one, within the server.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="partNumber">Part number, 1 to 10,000.</param>
    /// <param name="sourceBucketName">Bucket to copy from.</param>
    /// <param name="sourceKey">Key to copy from.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2Part> UploadPartCopyAsync(
        R2MultipartUpload upload, int partNumber, string sourceBucketName, string sourceKey, UploadPartCopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        S3Request request = PartRequest("UploadPartCopy", upload, partNumber)
            .CopySource(sourceBucketName, sourceKey, options?.SourceSseCustomerKey)
            .Header("x-amz-copy-source-range", options?.SourceRange?.ToHeader())
            .SseCustomerKey(options?.SseCustomerKey);
        return ReadAsync(
            request,
            (body, response) =>
            {
                R2CopyResult copy = CopyDocument.Read(body, "CopyPartResult", response.RequestId);
                return new R2Part { PartNumber = partNumber, ETag = copy.ETag!, LastModified = copy.LastModified };
            },
            cancellationToken);
    }

    /// <summary>Lists one page of an upload's parts.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="partNumberMarker">Marker of the page before.</param>
    /// <param name="maxParts">Parts in a page at most, 1 to 1,000; 1,000 where null.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2PartPage> ListPartsAsync(R2MultipartUpload upload, int? partNumberMarker = null, int? maxParts = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        S3Request request = S3Request.Get("ListParts", upload.BucketName, upload.Key)
            .Query("uploadId", upload.UploadId)
            .Query("part-number-marker", partNumberMarker, 0, MaxPartNumber)
            .Query("max-parts", maxParts, 1, 1000);
        return ReadAsync(request, (body, response) => MultipartDocuments.ReadParts(body, response.RequestId, upload, partNumberMarker), cancellationToken);
    }

    /// <summary>Puts the parts together. Fails, also after a status of 200, where the server says that it did not, or where the object's ETag is not that of these parts.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="parts">Its parts; they are sent in the order of their numbers.</param>
    /// <param name="conditions">Conditions on the object that is there now; where one fails, R2 aborts the upload.</param>
    /// <param name="hasCustomerKey">Whether the upload has a customer's key: its ETags tell nothing then, and are not compared.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="R2Exception">The server refuses; or it put together something else (<c>ChecksumMismatch</c>), and the object is there.</exception>
    public async Task<R2CompleteResult> CompleteMultipartUploadAsync(
        R2MultipartUpload upload, IEnumerable<R2Part> parts, R2Conditions? conditions = null, bool hasCustomerKey = false, CancellationToken cancellationToken = default)
    {
        R2Part[] ordered = [.. parts.OrderBy(p => p.PartNumber)];
        R2CompleteResult complete = await PutTogetherAsync(upload, ordered, conditions, cancellationToken).ConfigureAwait(false);
        return hasCustomerKey || ETags.OfParts(ordered) is not { } expected || string.IsNullOrEmpty(complete.ETag) || ETags.Same(expected, complete.ETag)
            ? complete
            : throw ETags.Mismatch(upload, $"ETag {complete.ETag}", expected, complete.RequestId);
    }

    /// <summary>As <see cref="CompleteMultipartUploadAsync"/>, for a caller that compares by itself.</summary>
    internal Task<R2CompleteResult> PutTogetherAsync(R2MultipartUpload upload, IReadOnlyList<R2Part> parts, R2Conditions? conditions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        S3Request request = S3Request.Post("CompleteMultipartUpload", upload.BucketName, upload.Key)
            .OfClass(upload.StorageClass)
            .Query("uploadId", upload.UploadId)
            .Conditions(conditions)
            .Header("Content-Type", "application/xml")
            .WithBody(R2Content.FromBytes(MultipartDocuments.WriteComplete(parts)));
        return ReadAsync(request, (body, response) => MultipartDocuments.ReadComplete(body, response.RequestId, upload), cancellationToken);
    }

    /// <summary>Ends an upload and frees its parts. Doing it again does no harm at R2.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task AbortMultipartUploadAsync(R2MultipartUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return DoAsync(S3Request.Delete("AbortMultipartUpload", upload.BucketName, upload.Key).Query("uploadId", upload.UploadId), cancellationToken);
    }

    /// <summary>Lists one page of a bucket's unfinished uploads.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2MultipartUploadPage> ListMultipartUploadsAsync(
        string bucketName, ListMultipartUploadsOptions? options = null, CancellationToken cancellationToken = default)
    {
        S3Request request = S3Request.Get("ListMultipartUploads", bucketName)
            .Flag("uploads")
            .Query("encoding-type", "url")
            .Query("prefix", options?.Prefix)
            .Query("delimiter", options?.Delimiter)
            .Query("key-marker", options?.KeyMarker)
            .Query("upload-id-marker", options?.UploadIdMarker)
            .Query("max-uploads", options?.MaxUploads, 1, 1000);
        return ReadAsync(request, (body, _) => MultipartListDocument.Read(body, bucketName, options), cancellationToken);
    }

    /// <summary>
    /// Not idempotent by its flag: sent again after a lost response it destroys the part that may be there, so what repeats it must look first.
    /// </summary>
    private static S3Request PartRequest(string operation, R2MultipartUpload upload, int partNumber)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return S3Request.Put(operation, upload.BucketName, upload.Key)
            .OfClass(upload.StorageClass)
            .Query("partNumber", partNumber, 1, MaxPartNumber)
            .Query("uploadId", upload.UploadId);
    }
}
