using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Metadata;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Usage;

/// <summary>Objects and bytes of the account, by storage class: stored objects, and parts of uploads that are not complete.</summary>
internal static class AccountMetrics
{
    public static ApiResult Get(ApiContext context) => new(new JsonObject
    {
        ["standard"] = OfClass(context, StorageClasses.Standard),
        ["infrequentAccess"] = OfClass(context, StorageClasses.InfrequentAccess),
    });

    private static JsonObject OfClass(ApiContext context, string storageClass) => new()
    {
        ["published"] = Sum(context, bucket => StorageSum.OfObjects(bucket, storageClass)),
        ["uploaded"] = Sum(context, bucket => StorageSum.OfUploads(bucket, storageClass)),
    };

    private static JsonObject Sum(ApiContext context, Func<Bucket, StorageSum> sum) =>
        context.Account.Buckets.Select(sum).Aggregate(new StorageSum(), (all, one) => all.Plus(one)).Describe();
}
