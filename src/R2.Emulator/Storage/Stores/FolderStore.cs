using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using R2.Emulator.Storage.Blobs;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Storage.Stores;

/// <summary>
/// Stores everything in a folder. Bodies have generated names and never change; small JSON files, replaced by renaming, refer to them,
/// so after a crash each object has its old or its new state. Keys never become file names.
/// </summary>
internal sealed class FolderStore : IObjectStore
{
    private static readonly SearchValues<char> s_idDigits = SearchValues.Create("0123456789abcdef");

    private readonly ConcurrentDictionary<string, FileBlob> _blobs = new();
    private readonly JsonSerializerOptions _json;
    private readonly StoreFolder _folder;

    /// <exception cref="IOException">The folder contains something else, or another emulator uses it.</exception>
    public FolderStore(string path)
    {
        _folder = StoreFolder.Open(path);
        _json = new JsonSerializerOptions { Converters = { new BodyConverter(FindBlob) } };
        StoreFolder.MakeFolder(Bodies);
        StoreFolder.MakeFolder(Buckets);
    }

    public string Path => _folder.Path;

    private string Bodies => System.IO.Path.Combine(Path, "bodies");

    private string Buckets => System.IO.Path.Combine(Path, "buckets");

    public BlobWriter CreateBlob(long length)
    {
        string id = Guid.NewGuid().ToString("N");
        StoreFolder.MakeFolder(System.IO.Path.GetDirectoryName(BodyPath(id))!);
        return new FileBlobWriter(new FileBlob(id, BodyPath(id), length, Forget));
    }

    public IEnumerable<Bucket> Load()
    {
        List<Bucket> buckets = StoreFolder.Folders(Buckets).Where(folder => File.Exists(InBucket(folder))).Select(LoadBucket).ToList();
        foreach (string body in StoreFolder.Files(Bodies, "*", depth: 1))
        {
            string id = System.IO.Path.GetFileName(body);
            if (IsId(id) && body == BodyPath(id) && !_blobs.ContainsKey(id))
            {
                // An upload that was in progress when the process ended.
                File.Delete(body);
            }
        }

        return buckets;
    }

    public void SaveBucket(Bucket bucket) =>
        Save(InBucket(FolderOf(bucket)), new BucketRecord(bucket.Name, bucket.Created, bucket.Location, bucket.Settings));

    public void DeleteBucket(Bucket bucket) => Directory.Delete(FolderOf(bucket), recursive: true);

    public void SaveObject(Bucket bucket, StoredObject stored) => Save(ObjectPath(bucket, stored.Key), stored);

    public void DeleteObject(Bucket bucket, StoredObject stored) => File.Delete(ObjectPath(bucket, stored.Key));

    public void SaveUpload(Bucket bucket, MultipartUpload upload) => Save(System.IO.Path.Combine(UploadFolder(bucket, upload), "upload.json"), upload);

    public void DeleteUpload(Bucket bucket, MultipartUpload upload) => Directory.Delete(UploadFolder(bucket, upload), recursive: true);

    public void SavePart(Bucket bucket, MultipartUpload upload, StoredPart part) => Save(PartPath(bucket, upload, part.Number), part);

    public void DeletePart(Bucket bucket, MultipartUpload upload, int number) => File.Delete(PartPath(bucket, upload, number));

    public void Dispose() => _folder.Dispose();

    // With a prefix, because a bucket may be named con or aux, which are devices on Windows.
    private string BucketFolder(string name) => System.IO.Path.Combine(Buckets, "b-" + name);

    private string FolderOf(Bucket bucket) => BucketFolder(bucket.Name);

    private static string InBucket(string folder) => System.IO.Path.Combine(folder, "bucket.json");

    private string ObjectPath(Bucket bucket, string key)
    {
        string name = Hash(KeyOrder.Identity(key));
        return System.IO.Path.Combine(FolderOf(bucket), "objects", name[..2], name + ".json");
    }

    private string UploadFolder(Bucket bucket, MultipartUpload upload) =>
        System.IO.Path.Combine(FolderOf(bucket), "uploads", Hash(upload.Id)[..32]);

    private string PartPath(Bucket bucket, MultipartUpload upload, int number) =>
        System.IO.Path.Combine(UploadFolder(bucket, upload), $"part-{number:D5}.json");

    private string BodyPath(string id) => System.IO.Path.Combine(Bodies, id[..2], id);

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    private void Save<T>(string path, T record) => StoreFolder.Replace(path, JsonSerializer.SerializeToUtf8Bytes(record, _json));

    private T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(StoreFolder.Read(path), _json) ?? throw new IOException($"'{path}' is empty.");
        }
        catch (JsonException e)
        {
            throw new IOException($"'{path}' is damaged: {e.Message}", e);
        }
    }

    private Bucket LoadBucket(string folder)
    {
        BucketRecord record = Read<BucketRecord>(InBucket(folder));
        if (BucketFolder(record.Name) != folder)
        {
            throw new IOException($"'{InBucket(folder)}' is damaged: it is not of this bucket.");
        }

        Bucket bucket = new Bucket(record.Name, record.Created, record.Location, this);
        bucket.Restore(
            record.Settings,
            StoreFolder.Files(System.IO.Path.Combine(folder, "objects"), "*.json", depth: 1).Select(Read<StoredObject>),
            StoreFolder.Files(System.IO.Path.Combine(folder, "uploads"), "upload.json", depth: 1).Select(LoadUpload));
        return bucket;
    }

    private MultipartUpload LoadUpload(string path)
    {
        MultipartUpload upload = Read<MultipartUpload>(path);
        foreach (StoredPart? part in StoreFolder.Files(System.IO.Path.GetDirectoryName(path)!, "part-*.json", depth: 0).Select(Read<StoredPart>))
        {
            upload.Parts.Add(part.Number, part);
        }

        return upload;
    }

    /// <summary>Name of a body, as <see cref="CreateBlob"/> makes it; no other file is a body.</summary>
    private static bool IsId(string name) => name.Length == 32 && !name.AsSpan().ContainsAnyExcept(s_idDigits);

    private FileBlob FindBlob(string id) => _blobs.GetOrAdd(
        IsId(id) ? id : throw new JsonException($"'{id}' is not the name of a body."),
        name => new FileBlob(name, BodyPath(name), StoreFolder.LengthOf(BodyPath(name)), Forget));

    private void Forget(FileBlob blob) => _blobs.TryRemove(blob.Id, out _);
}
