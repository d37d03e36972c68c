using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Api.Usage;

/// <summary>How many objects or uploads there are, and how much they take.</summary>
internal sealed class StorageSum
{
    public long Count { get; private set; }

    public long Payload { get; private set; }

    public long Metadata { get; private set; }

    /// <summary>Of the objects of a bucket, or of those of one storage class.</summary>
    public static StorageSum OfObjects(Bucket bucket, string? storageClass = null) => bucket.Walk(index =>
    {
        StorageSum sum = new StorageSum();
        foreach ((_, StoredObject stored) in index.From(_ => false))
        {
            sum.Add(storageClass, stored.Attributes, stored.Size);
        }

        return sum;
    });

    /// <summary>Of the uploads of a bucket that are not complete, or of those of one storage class.</summary>
    public static StorageSum OfUploads(Bucket bucket, string? storageClass = null) => bucket.WalkUploads(index =>
    {
        StorageSum sum = new StorageSum();
        foreach ((_, MultipartUpload upload) in index.From(_ => false))
        {
            sum.Add(storageClass, upload.Attributes, upload.Parts.Values.Sum(part => part.Body.Length));
        }

        return sum;
    });

    public StorageSum Plus(StorageSum other) =>
        new() { Count = Count + other.Count, Payload = Payload + other.Payload, Metadata = Metadata + other.Metadata };

    public JsonObject Describe() => new() { ["objects"] = Count, ["payloadSize"] = Payload, ["metadataSize"] = Metadata };

    private void Add(string? storageClass, ObjectAttributes attributes, long payload)
    {
        if (storageClass is null || attributes.StorageClass == storageClass)
        {
            Count++;
            Payload += payload;
            Metadata += attributes.System.Concat(attributes.User).Sum(field => Encoding.UTF8.GetByteCount(field.Key) + Encoding.UTF8.GetByteCount(field.Value));
        }
    }
}
