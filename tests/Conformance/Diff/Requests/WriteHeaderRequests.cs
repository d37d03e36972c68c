namespace R2.Conformance.Diff.Requests;

/// <summary>Headers that a write may carry, and those that it may not.</summary>
internal static class WriteHeaderRequests
{
    private const string SseKey = "x-amz-server-side-encryption-customer-key";

    private static readonly (string Name, string Value)[] s_headers =
    [
        ("x-amz-storage-class", "STANDARD"), ("x-amz-storage-class", "STANDARD_IA"), ("x-amz-storage-class", "GLACIER"), ("x-amz-acl", "private"), ("x-amz-acl", "public-read"),
        ("x-amz-acl", "unknown"), ("x-amz-tagging", "a=b"), ("x-amz-server-side-encryption", "AES256"), ("x-amz-server-side-encryption", "aws:kms"),
        ("x-amz-server-side-encryption-aws-kms-key-id", "id"), ("x-amz-website-redirect-location", "/other"), ("x-amz-object-lock-mode", "GOVERNANCE"),
        ("x-amz-object-lock-legal-hold", "ON"), ("x-amz-grant-read", "id=1"), ("x-amz-expected-bucket-owner", "123456789012"), ("x-amz-unknown", "1"),
        ("x-amz-security-token", "token"), ("Content-Encoding", "aws-chunked"), ("Content-Encoding", "identity"),
        ("x-amz-server-side-encryption-customer-algorithm", "AES256"), (SseKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ("x-amz-server-side-encryption-customer-key-MD5", "cLyPS3KoaSFGi/joRB3OUQ=="),
    ];

    public static IEnumerable<DiffRequest> All =>
    [
        .. s_headers.Select(h => new DiffRequest($"write.{h.Name}={h.Value}", "PUT", "/conformance-one/write").Body("text").Header(h.Name, h.Value)),
        new DiffRequest("write.get-with-sse-key", "GET", "/conformance-one/object").Header("x-amz-server-side-encryption-customer-algorithm", "AES256")
            .Header(SseKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").Header(SseKey + "-MD5", "cLyPS3KoaSFGi/joRB3OUQ=="),
        new DiffRequest("write.get-with-half-an-sse-key", "GET", "/conformance-one/object").Header("x-amz-server-side-encryption-customer-algorithm", "AES256"),
        new DiffRequest("write.metadata-of-8192-bytes", "PUT", "/conformance-one/write").Body("text").Header("x-amz-meta-a", new string('v', 8191)),
        new DiffRequest("write.metadata-of-9000-bytes", "PUT", "/conformance-one/write").Body("text").Header("x-amz-meta-a", new string('v', 9000)),
    ];
}
