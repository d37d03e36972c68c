using R2.Emulator.Storage.Blobs;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Storage.Stores;

/// <summary>Stores bodies, and what must survive of the buckets' content: everything in a folder, nothing in memory.</summary>
internal interface IObjectStore : IDisposable
{
    public string? Path { get; }

    public BlobWriter CreateBlob(long length);

    /// <summary>The content stored before the start.</summary>
    public IEnumerable<Bucket> Load();

    public void SaveBucket(Bucket bucket);

    public void DeleteBucket(Bucket bucket);

    public void SaveObject(Bucket bucket, StoredObject stored);

    public void DeleteObject(Bucket bucket, StoredObject stored);

    public void SaveUpload(Bucket bucket, MultipartUpload upload);

    public void DeleteUpload(Bucket bucket, MultipartUpload upload);

    public void SavePart(Bucket bucket, MultipartUpload upload, StoredPart part);

    public void DeletePart(Bucket bucket, MultipartUpload upload, int number);
}
