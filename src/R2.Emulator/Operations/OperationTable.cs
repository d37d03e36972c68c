using R2.Emulator.Http.Messages;
using R2.Emulator.Operations.Buckets;
using R2.Emulator.Operations.Listing;
using R2.Emulator.Operations.Multipart;
using R2.Emulator.Operations.Objects;

namespace R2.Emulator.Operations;

/// <summary>The supported operations, by their names in S3.</summary>
internal static class OperationTable
{
    private static readonly Dictionary<string, OperationDefinition> s_operations = new()
    {
        ["ListBuckets"] = new(ListBuckets.RunAsync) { IsAdministrative = true, ToleratesMissingBucket = true },
        ["HeadBucket"] = new(BucketOperations.HeadAsync) { Refused = HeaderScreen.Owner },
        ["CreateBucket"] = Administrative(BucketOperations.CreateAsync) with { ScreensWriteHeaders = true, ToleratesMissingBucket = true },
        ["DeleteBucket"] = Administrative(BucketOperations.DeleteAsync),
        ["PostBucket"] = new(BucketOperations.PostAsync),
        ["GetBucketLocation"] = new(BucketOperations.LocationAsync) { Refused = HeaderScreen.Owner },
        ["GetBucketEncryption"] = Configuration(StaticConfiguration.EncryptionAsync),
        ["GetBucketVersioning"] = Configuration(StaticConfiguration.VersioningAsync),
        ["GetBucketTagging"] = Configuration(StaticConfiguration.TaggingAsync),
        ["GetObjectLockConfiguration"] = Configuration(StaticConfiguration.ObjectLockAsync),
        ["GetBucketReplication"] = Configuration(StaticConfiguration.ReplicationAsync),
        ["GetBucketCors"] = Configuration(CorsOperations.GetAsync),
        ["PutBucketCors"] = Administrative(CorsOperations.PutAsync),
        ["DeleteBucketCors"] = Administrative(CorsOperations.DeleteAsync),
        ["GetBucketLifecycleConfiguration"] = Configuration(LifecycleOperations.GetAsync),
        ["PutBucketLifecycleConfiguration"] = Administrative(LifecycleOperations.PutAsync),
        ["DeleteBucketLifecycle"] = Administrative(LifecycleOperations.DeleteAsync),
        ["ListObjects"] = new(ListObjects.RunAsync) { Refused = HeaderScreen.Owner },
        ["ListObjectsV2"] = new(ListObjects.RunAsync) { Refused = HeaderScreen.Owner },
        ["GetObject"] = new(GetObject.RunAsync) { Refused = HeaderScreen.Owner },
        ["HeadObject"] = new(GetObject.RunAsync) { Refused = HeaderScreen.Owner },
        ["PutObject"] = Write(PutObject.RunAsync, HeaderScreen.Write) with { ScreensWriteHeaders = true, ToleratesMissingBucket = true },
        ["CopyObject"] = Write(CopyObject.RunAsync, HeaderScreen.Copy) with { ScreensWriteHeaders = true },
        ["DeleteObject"] = Write(DeleteObject.RunAsync, HeaderScreen.Delete),
        ["DeleteObjects"] = Write(DeleteObject.RunManyAsync, HeaderScreen.Delete),
        ["CreateMultipartUpload"] = Write(CreateMultipartUpload.RunAsync, HeaderScreen.Write) with
        {
            ScreensWriteHeaders = true,
            ToleratesMissingBucket = true,
        },
        ["UploadPart"] = Write(UploadPart.RunAsync, [.. HeaderScreen.Owner, "x-amz-server-side-encryption"]),
        ["UploadPartCopy"] = Write(UploadPartCopy.RunAsync, HeaderScreen.PartCopy),
        ["CompleteMultipartUpload"] = Write(CompleteMultipartUpload.RunAsync, HeaderScreen.Owner),
        ["AbortMultipartUpload"] = Write(AbortMultipartUpload.RunAsync, []),
        ["ListParts"] = new(ListParts.RunAsync) { Refused = HeaderScreen.Owner },
        ["ListMultipartUploads"] = new(ListMultipartUploads.RunAsync) { Refused = HeaderScreen.Owner },
    };

    public static IEnumerable<string> Names => s_operations.Keys;

    public static OperationDefinition Find(string operation) => s_operations[operation];

    private static OperationDefinition Write(
        Func<OperationContext, CancellationToken, Task<HttpReply>> run, IReadOnlyList<string> refused) =>
        new(run) { Refused = refused, Writes = true };

    private static OperationDefinition Configuration(Func<OperationContext, CancellationToken, Task<HttpReply>> run) =>
        new(run) { Refused = HeaderScreen.Owner, IsAdministrative = true };

    private static OperationDefinition Administrative(Func<OperationContext, CancellationToken, Task<HttpReply>> run) =>
        Configuration(run) with { Writes = true };
}
