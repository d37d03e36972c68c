namespace R2.Conformance.Client;

/// <summary>
/// Cloudflare's own local R2 endpoint (npm miniflare). Its gaps are listed by its authors:
/// https://github.com/cloudflare/workers-sdk/blob/main/packages/miniflare/src/workers/r2/s3/index.worker.ts
/// </summary>
internal static class R2LocalProfile
{
    public static ServerProfile Profile { get; } = new("r2local", BucketsAreFixed: true,
    [
        new("bucket.create-and-delete", "CreateBucket", "its buckets are fixed at start"),
        new("bucket.create-existing", "NotImplemented", "its buckets are fixed at start"),
        new("bucket.delete-with-objects", "NotImplemented", "its buckets are fixed at start"),
        new("cors.*", "NotImplemented", "it keeps no CORS rules"),
        new("lifecycle.*", "NotImplemented", "it keeps no lifecycle rules"),
        new("object.storage-class", "STANDARD_IA", "it has one storage class"),
        new("auth.clock-behind", "RequestTimeTooSkewed", "its answers have no Date to correct the clock by"),
        new("auth.clock-ahead", "RequestTimeTooSkewed", "its answers have no Date to correct the clock by"),
        new("metadata.stored-gzip-arrives-as-stored", "without a length", "workerd packs what is stored as gzip anew, so neither bytes nor length are the stored ones; the client is right to refuse"),
        new("metadata.response-overrides", "the headers is", "it passes over response-* parameters"),
        new("presign.get-with-overrides", "the disposition is", "it passes over response-* parameters"),
        new("integrity.crc32c", "the checksums is ''", "it passes over checksums"),
        new("integrity.crc32", "the checksums is ''", "it passes over checksums"),
        new("integrity.sha256", "the checksums is ''", "it passes over checksums"),
        new("integrity.wrong-crc32c", "succeeded", "it passes over checksums"),
        new("multipart.part-with-wrong-crc32c", "succeeded", "it passes over checksums"),
        new("copy.merge", "metadata directive MERGE", "it lacks R2's MERGE extension"),
        new("set-metadata.merge", "metadata directive MERGE", "it lacks R2's MERGE extension"),
        new("copy.destination-if-none-match", "succeeded", "it passes over R2's cf-copy-destination-* conditions"),
        new("multipart.part-etag", "the part's ETag is", "its part ETags are opaque tokens"),
        new("multipart.read-part", "partNumber not implemented", "it cannot read by part"),
        new("multipart.completed-once-only", "succeeded", "it passes over conditions at CompleteMultipartUpload"),
        new("multipart.unequal-parts", "'NoSuchUpload'", "it refuses unequal parts, but with another code than R2 documents"),
        new("multipart.list-*", "NotImplemented", "it lists neither parts nor uploads"),
        new("sse.*", "NotImplemented", "it has no SSE-C"),
        new("key...", "RouteNotFound", "workerd rewrites dot segments of a path"),
        new("key..", "SignatureDoesNotMatch", "workerd rewrites dot segments of a path"),
        new("key.a/../b", "SignatureDoesNotMatch", "workerd rewrites dot segments of a path"),
        new("key.a/./b", "SignatureDoesNotMatch", "workerd rewrites dot segments of a path"),
        new("key.../../etc/passwd", "where nothing is due", "workerd rewrites dot segments of a path, here beyond the endpoint's own"),
        new("key.a%000ab", "404 Not Found", "its router takes no line break in a key"),
        new("key.a%000db", "404 Not Found", "its router takes no line break in a key"),
        new("key.nfc-and-nfd-are-one", "NoSuchKey", "it does not normalise keys"),
    ])
    {
        // workerd closes a connection whose request it refused before it read the body, which the next request on it meets.
        ResetsConnections = true,
    };
}
