using R2.Content;
using R2.Models;
using R2.Requests;
using R2.Rules;
using R2.Xml;
using R2.Xml.Documents;

namespace R2;

public sealed partial class R2Client
{
    /// <summary>A single upload may be this long: 5 GiB − 5 MiB. Source: https://developers.cloudflare.com/r2/platform/limits/</summary>
    public const long MaxSingleUploadBytes = (5L << 30) - (5L << 20);

    /// <summary>Keys of one DeleteObjects request at most.</summary>
    public const int MaxDeleteKeys = 1000;

    /// <summary>Reads all that is known of an object but its bytes.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2ObjectInfo> HeadObjectAsync(string bucketName, string key, GetObjectOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(Reading(S3Request.Head("HeadObject", bucketName, key), options), ObjectHeaders.Read, cancellationToken);

    /// <summary>Length in bytes of one part of an object, as it was uploaded.</summary>
    internal async Task<long> GetPartLengthAsync(string bucketName, string key, GetObjectOptions options, CancellationToken cancellationToken)
    {
        object length = await SendAsync<object>(
            Reading(S3Request.Head("HeadObject", bucketName, key), options), static response => response.Message.Content.Headers.ContentLength!.Value, cancellationToken).ConfigureAwait(false);
        return (long)length;
    }

    /// <summary>Opens an object. Returns when the headers have arrived; the bytes, exactly as stored, come as they are read.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels until this method returns; reading has a token of its own.</param>
    /// <returns>The open object, to be disposed.</returns>
    public Task<R2ObjectContent> GetObjectAsync(string bucketName, string key, GetObjectOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(Reading(S3Request.Get("GetObject", bucketName, key), options), Open, cancellationToken);

    /// <summary>Writes an object in one request.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="content">Its bytes, 5 GiB − 5 MiB at most; a stream must be able to seek.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2PutResult> PutObjectAsync(
        string bucketName, string key, R2Content content, PutObjectOptions? options = null, CancellationToken cancellationToken = default) =>
        WithOpenAsync(content, opened => PutOpenAsync(bucketName, key, opened, options, sending: null, cancellationToken), cancellationToken);

    /// <summary>Writes an object from memory in one request.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="bytes">Its bytes; they are not copied.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2PutResult> PutObjectAsync(
        string bucketName, string key, ReadOnlyMemory<byte> bytes, PutObjectOptions? options = null, CancellationToken cancellationToken = default) =>
        PutOpenAsync(bucketName, key, R2Content.FromBytes(bytes), options, sending: null, cancellationToken);

    /// <summary>As <see cref="PutObjectAsync(string, string, R2Content, PutObjectOptions?, CancellationToken)"/>, of content that is open.</summary>
    internal Task<R2PutResult> PutOpenAsync(
        string bucketName, string key, R2Content content, PutObjectOptions? options, SendContext? sending, CancellationToken cancellationToken)
    {
        CheckSingleUpload(content);
        S3Request request = S3Request.Put("PutObject", bucketName, key)
            .Idempotent(options?.Conditions is null)
            .Stored(options)
            .Conditions(options?.Conditions)
            .Checksum(options?.Checksum)
            .Header("Content-MD5", options?.ContentMd5)
            .Header("cf-create-bucket-if-missing", options?.CreateBucketIfMissing == true ? "true" : null)
            .WithBody(content, sending);
        return SendAsync(request, static response => new R2PutResult { ETag = response.ETag, Checksums = response.Checksums }, cancellationToken);
    }

    /// <summary>Removes an object. One that is not there counts as removed.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="key">Key of the object.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task DeleteObjectAsync(string bucketName, string key, CancellationToken cancellationToken = default) =>
        DoAsync(S3Request.Delete("DeleteObject", bucketName, key), cancellationToken);

    /// <summary>
    /// Removes up to 1,000 objects in one request. Keys that are refused for a passing reason, as <c>InternalError</c> or <c>SlowDown</c>, are asked for again, they
    /// alone, within the attempts of a request and a budget of repetitions of this client.
    /// </summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="keys">Keys, 1 to 1,000, that XML can carry: see <see cref="CanDeleteInBatch"/>.</param>
    /// <param name="cancellationToken">Cancels, also during a wait.</param>
    /// <returns>What became of each key. A refused one is a result, not an exception.</returns>
    public Task<IReadOnlyList<R2DeleteResult>> DeleteObjectsAsync(string bucketName, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count is < 1 or > MaxDeleteKeys)
        {
            throw R2Exception.OutOfRange("Number of keys", keys.Count, $"1 to {MaxDeleteKeys:N0}");
        }

        foreach (string key in keys)
        {
            if (!CanDeleteInBatch(NameRules.Key(key)))
            {
                throw R2Exception.Invalid(R2ErrorCodes.InvalidObjectName, "A key holds a character that XML 1.0 cannot carry, or begins or ends with a blank, which servers cut off in a document: delete it with DeleteObject.");
            }
        }

        return new BatchRemover(_retry with { Budget = _keyRetries }, (some, attempts, cancellation) => With(_retry with { AttemptsBefore = attempts }).RemoveAsync(bucketName, some, cancellation))
            .RunAsync(keys, cancellationToken);
    }

    private Task<IReadOnlyList<R2DeleteResult>> RemoveAsync(string bucketName, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        S3Request request = S3Request.Post("DeleteObjects", bucketName).Flag("delete").Idempotent();
        return ReadAsync(WithDocument(request, DeleteDocuments.Write(keys)), (body, _) => DeleteDocuments.Read(body, bucketName, keys), cancellationToken);
    }

    /// <summary>
    /// Whether <see cref="DeleteObjectsAsync"/> can name the key: XML 1.0 has no place for most control characters, and Cloudflare's own local server cuts off outer blanks, and so
    /// would delete another object.
    /// </summary>
    /// <param name="key">Key.</param>
    public static bool CanDeleteInBatch(string key) => XmlText.CanCarry(key) && XmlText.IsTrimmed(key);

    /// <summary>Copies an object within the server, 5 GiB − 5 MiB at most.</summary>
    /// <param name="sourceBucketName">Bucket to copy from.</param>
    /// <param name="sourceKey">Key to copy from.</param>
    /// <param name="bucketName">Bucket to copy to.</param>
    /// <param name="key">Key to copy to.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2CopyResult> CopyObjectAsync(
        string sourceBucketName, string sourceKey, string bucketName, string key, CopyObjectOptions? options = null, CancellationToken cancellationToken = default)
    {
        R2MetadataDirective directive = options?.MetadataDirective ?? R2MetadataDirective.Copy;
        S3Request request = S3Request.Put("CopyObject", bucketName, key)
            .Idempotent(options?.SourceConditions is null && options?.DestinationConditions is null && directive != R2MetadataDirective.Merge)
            .CopySource(sourceBucketName, sourceKey, options?.SourceSseCustomerKey)
            .Header("x-amz-metadata-directive", directive == R2MetadataDirective.Copy ? null : directive.ToString().ToUpperInvariant())
            .Conditions(options?.SourceConditions, "x-amz-copy-source-")
            .Conditions(options?.DestinationConditions, "cf-copy-destination-")
            .Stored(options);
        return ReadAsync(request, static (body, response) => CopyDocument.Read(body, "CopyObjectResult", response.RequestId), cancellationToken);
    }

    private static S3Request Reading(S3Request request, GetObjectOptions? options)
    {
        // Cloudflare decompresses what is stored as gzip or br unless the request accepts it so; then length and checksum would no longer fit.
        // https://developers.cloudflare.com/r2/reference/transparent-decompression/
        request.Header("Accept-Encoding", "gzip, br").OfObject(options);
        if (options is null)
        {
            return request;
        }

        if (options is { Range: not null, PartNumber: not null })
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, "Range and PartNumber exclude each other.");
        }

        request
            .Header("Range", options.Range?.ToHeader())
            .Query("partNumber", options.PartNumber, 1, MaxPartNumber)
            .Conditions(options.Conditions)
            .SseCustomerKey(options.SseCustomerKey)
            .Header("x-amz-checksum-mode", options.ChecksumMode ? "ENABLED" : null);
        foreach ((string name, string value) in options.ResponseOverrides?.ToQuery() ?? [])
        {
            request.Query(name, value);
        }

        return request;
    }

    /// <summary>Opens what is to be sent in one request, and closes it when that has ended.</summary>
    private static async Task<T> WithOpenAsync<T>(R2Content content, Func<R2Content, Task<T>> send, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        R2Content opened = await content.OpenWholeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await send(opened).ConfigureAwait(false);
        }
        finally
        {
            opened.Close();
        }
    }

    private static void CheckSingleUpload(R2Content content)
    {
        if (content.Length > MaxSingleUploadBytes)
        {
            throw R2Exception.Invalid(R2ErrorCodes.EntityTooLarge, $"The body has {content.Length} bytes; one request takes {MaxSingleUploadBytes} (5 GiB − 5 MiB) at most.");
        }
    }
}
