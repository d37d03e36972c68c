namespace R2.Conformance.Diff.Requests;

internal static class BucketRequests
{
    private const string B = "/conformance-one";

    private static readonly string[] s_readFlags =
    [
        "location", "encryption", "versioning", "tagging", "object-lock", "replication", "acl", "cors", "lifecycle", "policy", "policyStatus", "website",
        "notification", "logging", "accelerate", "requestPayment", "publicAccessBlock", "ownershipControls", "inventory", "versions", "uploads",
    ];

    public static IEnumerable<DiffRequest> All =>
    [
        new("bucket.head", "HEAD", B),
        new("bucket.head-missing", "HEAD", "/conformance-missing"),
        new("bucket.list-missing", "GET", "/conformance-missing?list-type=2"),
        new("bucket.put-object-to-missing", "PUT", "/conformance-missing/key"),
        .. s_readFlags.Select(flag => new DiffRequest($"bucket.get-{flag}", "GET", $"{B}?{flag}=")),
        new("bucket.get-location-and-more", "GET", $"{B}?location=&other=1"),
        new("bucket.put-tagging", "PUT", $"{B}?tagging="),
        new("bucket.put-acl", "PUT", $"{B}?acl="),
        new("bucket.put-unknown", "PUT", $"{B}?unknown="),
        new("bucket.put-two-unknown", "PUT", $"{B}?one=&two="),
        new("bucket.delete-tagging", "DELETE", $"{B}?tagging="),
        new("bucket.delete-unknown", "DELETE", $"{B}?unknown="),
        new("bucket.post", "POST", B),
        new DiffRequest("bucket.post-unsigned", "POST", B).Unsigned(),
        new("bucket.patch", "PATCH", B),
        new("bucket.with-slash", "GET", $"{B}/?list-type=2"),
    ];
}
