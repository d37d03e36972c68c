using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Metadata;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Api.Usage;

/// <summary>Objects and bytes of the account, by storage class: stored objects, and parts of uploads that are not complete.</summary>
internal static class AccountMetrics
{
    public static ApiResult Get(ApiContext context) => new(new JsonObject
    {
        ["standard"] = OfClass(context, StorageClasses.Standard),
        ["infrequentAccess"] = OfClass(context, StorageClasses.InfrequentAccess),
    });

    private static JsonObject OfClass(ApiContext context, string storageClass)
    {
        Sum published = new();
        Sum uploaded = new();
        foreach (Bucket bucket in context.Account.Buckets)
        {
            bucket.Walk(index =>
            {
                foreach ((_, StoredObject stored) in index.From(_ => false).Where(entry => entry.Value.Attributes.StorageClass == storageClass))
                {
                    published.Add(stored.Size, MetadataBytes(stored.Attributes));
                }

                return true;
            });
            bucket.WalkUploads(index =>
            {
                foreach ((_, MultipartUpload upload) in index.From(_ => false).Where(entry => entry.Value.Attributes.StorageClass == storageClass))
                {
                    uploaded.Add(upload.Parts.Values.Sum(part => part.Body.Length), MetadataBytes(upload.Attributes));
                }

                return true;
            });
        }

        return new JsonObject { ["published"] = published.Describe(), ["uploaded"] = uploaded.Describe() };
    }

    private static long MetadataBytes(ObjectAttributes attributes) =>
        attributes.System.Concat(attributes.User).Sum(field => Encoding.UTF8.GetByteCount(field.Key) + Encoding.UTF8.GetByteCount(field.Value));

    private sealed class Sum
    {
        private long _objects;
        private long _payload;
        private long _metadata;

        public void Add(long payload, long metadata)
        {
            _objects++;
            _payload += payload;
            _metadata += metadata;
        }

        public JsonObject Describe() => new() { ["objects"] = _objects, ["payloadSize"] = _payload, ["metadataSize"] = _metadata };
    }
}
