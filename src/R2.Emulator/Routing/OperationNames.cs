namespace R2.Emulator.Routing;

/// <summary>
/// Operations of subresources that R2 does not implement, or whose response is the same for every bucket, as in Cloudflare's local server:
/// https://github.com/cloudflare/workers-sdk/blob/main/packages/miniflare/src/workers/r2/s3/detect.worker.ts
/// </summary>
internal static class OperationNames
{
    public static readonly IReadOnlyDictionary<string, string> ObjectGet = new Dictionary<string, string>
    {
        ["tagging"] = "GetObjectTagging",
        ["acl"] = "GetObjectAcl",
        ["attributes"] = "GetObjectAttributes",
        ["torrent"] = "GetObjectTorrent",
        ["retention"] = "GetObjectRetention",
        ["legal-hold"] = "GetObjectLegalHold",
    };

    public static readonly IReadOnlyDictionary<string, string> ObjectPut = new Dictionary<string, string>
    {
        ["tagging"] = "PutObjectTagging",
        ["acl"] = "PutObjectAcl",
        ["retention"] = "PutObjectRetention",
        ["legal-hold"] = "PutObjectLegalHold",
    };

    public static readonly IReadOnlyDictionary<string, string> BucketGet = new Dictionary<string, string>
    {
        ["versions"] = "ListObjectVersions",
        ["policy"] = "GetBucketPolicy",
        ["website"] = "GetBucketWebsite",
        ["notification"] = "GetBucketNotificationConfiguration",
        ["requestPayment"] = "GetBucketRequestPayment",
        ["logging"] = "GetBucketLogging",
        ["accelerate"] = "GetBucketAccelerateConfiguration",
        ["publicAccessBlock"] = "GetPublicAccessBlock",
        ["ownershipControls"] = "GetBucketOwnershipControls",
        ["intelligent-tiering"] = "GetBucketIntelligentTieringConfiguration",
        ["inventory"] = "GetBucketInventoryConfiguration",
        ["metrics"] = "GetBucketMetricsConfiguration",
        ["analytics"] = "GetBucketAnalyticsConfiguration",
        ["policyStatus"] = "GetGetBucketPolicyStatus", // R2's own typo
        ["acl"] = "GetBucketAcl",
    };

    public static readonly IReadOnlyDictionary<string, string> BucketPut = new Dictionary<string, string>
    {
        ["accelerate"] = "PutBucketAccelerateConfiguration",
        ["acl"] = "PutBucketAcl",
        ["analytics"] = "PutBucketAnalyticsConfiguration",
        ["intelligent-tiering"] = "PutBucketIntelligentTieringConfiguration",
        ["inventory"] = "PutBucketInventoryConfiguration",
        ["logging"] = "PutBucketLogging",
        ["metrics"] = "PutBucketMetricsConfiguration",
        ["notification"] = "PutBucketNotificationConfiguration",
        ["object-lock"] = "PutObjectLockConfiguration",
        ["ownershipControls"] = "PutBucketOwnershipControls",
        ["policy"] = "PutBucketPolicy",
        ["publicAccessBlock"] = "PutPublicAccessBlock",
        ["replication"] = "PutBucketReplication",
        ["requestPayment"] = "PutBucketRequestPayment",
        ["tagging"] = "PutBucketTagging",
        ["website"] = "PutBucketWebsite",
        ["encryption"] = "PutBucketEncryption",
        ["versioning"] = "PutBucketVersioning",
    };

    public static readonly IReadOnlyDictionary<string, string> BucketDelete = new Dictionary<string, string>
    {
        ["analytics"] = "DeleteBucketAnalyticsConfiguration",
        ["intelligent-tiering"] = "DeleteBucketIntelligentTieringConfiguration",
        ["inventory"] = "DeleteBucketInventoryConfiguration",
        ["metrics"] = "DeleteBucketMetricsConfiguration",
        ["ownershipControls"] = "DeleteBucketOwnershipControls",
        ["policy"] = "DeleteBucketPolicy",
        ["replication"] = "DeleteBucketReplication",
        ["tagging"] = "DeleteBucketTagging",
        ["website"] = "DeleteBucketWebsite",
        ["encryption"] = "DeleteBucketEncryption",
    };

    /// <summary>Subresources of a bucket that have an operation, by method.</summary>
    public static readonly IReadOnlyDictionary<(string Method, string Name), string> BucketServed = new Dictionary<(string, string), string>
    {
        [("GET", "encryption")] = "GetBucketEncryption",
        [("GET", "versioning")] = "GetBucketVersioning",
        [("GET", "tagging")] = "GetBucketTagging",
        [("GET", "object-lock")] = "GetObjectLockConfiguration",
        [("GET", "replication")] = "GetBucketReplication",
        [("GET", "cors")] = "GetBucketCors",
        [("PUT", "cors")] = "PutBucketCors",
        [("DELETE", "cors")] = "DeleteBucketCors",
        [("GET", "lifecycle")] = "GetBucketLifecycleConfiguration",
        [("PUT", "lifecycle")] = "PutBucketLifecycleConfiguration",
        [("DELETE", "lifecycle")] = "DeleteBucketLifecycle",
    };
}
