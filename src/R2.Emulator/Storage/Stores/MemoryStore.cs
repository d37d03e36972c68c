using R2.Emulator.Storage.Blobs;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Storage.Stores;

/// <summary>Stores everything in memory: the indexes of the buckets are the content.</summary>
internal sealed class MemoryStore : IObjectStore
{
    private readonly BlockPool _pool = new();

    public string? Path => null;

    public BlobWriter CreateBlob(long length) => new MemoryBlobWriter(_pool);

    public IEnumerable<Bucket> Load() => [];

    public void SaveBucket(Bucket bucket)
    {
    }

    public void DeleteBucket(Bucket bucket)
    {
    }

    public void SaveObject(Bucket bucket, StoredObject stored)
    {
    }

    public void DeleteObject(Bucket bucket, StoredObject stored)
    {
    }

    public void SaveUpload(Bucket bucket, MultipartUpload upload)
    {
    }

    public void DeleteUpload(Bucket bucket, MultipartUpload upload)
    {
    }

    public void SavePart(Bucket bucket, MultipartUpload upload, StoredPart part)
    {
    }

    public void DeletePart(Bucket bucket, MultipartUpload upload, int number)
    {
    }

    public void Dispose()
    {
    }
}
