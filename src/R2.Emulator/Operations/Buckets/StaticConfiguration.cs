using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>Configuration that is the same for every bucket: R2 always encrypts, and has no versions, tags, locks or replicas.</summary>
internal static class StaticConfiguration
{
    public static Task<HttpReply> EncryptionAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(HttpReply.Xml(XmlText.Document("ServerSideEncryptionConfiguration", xml => xml
            .Element("Rule", rule => rule
                .Element("ApplyServerSideEncryptionByDefault", choice => choice.Element("SSEAlgorithm", "AES256"))
                .Element("BucketKeyEnabled", true)))));

    public static Task<HttpReply> VersioningAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(HttpReply.Xml(XmlText.Document("VersioningConfiguration", _ => { })));

    public static Task<HttpReply> TaggingAsync(OperationContext context, CancellationToken cancellationToken) =>
        throw new S3Exception(404, "NoSuchTagSet", "The TagSet does not exist.");

    public static Task<HttpReply> ObjectLockAsync(OperationContext context, CancellationToken cancellationToken) =>
        throw new S3Exception(404, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket.");

    public static Task<HttpReply> ReplicationAsync(OperationContext context, CancellationToken cancellationToken) =>
        throw new S3Exception(404, "ReplicationConfigurationNotFoundError", "The replication configuration was not found.");
}
