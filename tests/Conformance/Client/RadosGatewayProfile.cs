namespace R2.Conformance.Client;

/// <summary>Ceph's RADOS Gateway 16.2: a full S3 server, but of Amazon's manners, not of R2's.</summary>
internal static class RadosGatewayProfile
{
    public static ServerProfile Profile { get; } = new("radosgw", BucketsAreFixed: false,
    [
        new("bucket.encryption", "ListBucketResult", "it has no GetBucketEncryption and lists the bucket"),
        new("bucket.create-existing", "succeeded", "it makes one's own bucket again without a word"),
        new("integrity.crc32c", "the checksums is ''", "it passes over checksums"),
        new("integrity.crc32", "the checksums is ''", "it passes over checksums"),
        new("integrity.sha256", "the checksums is ''", "it passes over checksums"),
        new("integrity.wrong-crc32c", "succeeded", "it passes over checksums"),
        new("multipart.part-with-wrong-crc32c", "succeeded", "it passes over checksums"),
        new("condition.put-if-match", "PreconditionFailed", "it answers 412 to a PUT with the right ETag"),
        new("copy.merge", "InvalidArgument", "MERGE is R2's own"),
        new("set-metadata.merge", "InvalidArgument", "MERGE is R2's own"),
        new("copy.source-if-match-wrong", "what is stored is", "it looks for x-amz-copy-if-match, without 'source'"),
        new("copy.destination-if-none-match", "InvalidRequest", "cf-copy-destination-* are R2's own"),
        new("multipart.etag-in-answer", "the ETag is ''", "its CompleteMultipartUpload answers an empty ETag"),
        new("multipart.read-part", "the whole object came", "it passes over partNumber"),
        new("multipart.completed-once-only", "succeeded", "it passes over conditions at CompleteMultipartUpload"),
        new("multipart.abort-twice", "NoSuchUpload", "only R2 takes the second abort for done"),
        new("multipart.complete-unknown-upload", "InternalError", "it answers 500"),
        new("multipart.unequal-parts", "succeeded", "equal parts are R2's rule"),
        new("multipart.list-uploads", "does not begin with", "it encodes keys as asked but leaves EncodingType out, so that nobody can know"),
        new("multipart.list-uploads-by-pages", "the keys is", "it encodes keys as asked but leaves EncodingType out, so that nobody can know"),
        new("sse.read-without-key", "'InvalidArgument'", "it has another code"),
        new("sse.read-with-other-key", "'InvalidArgument'", "it has another code"),
        new("sse.copy-to-other-key", "NotImplemented", "it cannot copy what is encrypted"),
        new("presign.expired", "AccessDenied", "it has another code"),
        new("auth.wrong-secret-shows-canonical-request", "the canonical request is ''", "it does not show it"),
        new("auth.unknown-access-key", "InvalidAccessKeyId", "it has Amazon's code and status"),
        new("key.nfc-and-nfd-are-one", "NoSuchKey", "normalisation is R2's own"),
    ]);
}
