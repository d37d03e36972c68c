using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace R2.Emulator.Storage;

/// <summary>
/// Everything in a folder. Bodies lie under generated names and never change; what refers to them are small JSON files, replaced by renaming,
/// so a start after a crash finds each object as it was or as it is. Keys never become file names.
/// </summary>
internal sealed class FolderStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, FileBlob> _blobs = new();
    private readonly JsonSerializerOptions _json;

    public FolderStore(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        _json = new JsonSerializerOptions { Converters = { new BodyConverter(FindBlob) } };
        Directory.CreateDirectory(Bodies);
        Directory.CreateDirectory(Buckets);
    }

    public string Path { get; }

    private string Bodies => System.IO.Path.Combine(Path, "bodies");

    private string Buckets => System.IO.Path.Combine(Path, "buckets");

    public BlobWriter CreateBlob(long length)
    {
        var id = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(BodyPath(id))!);
        return new FileBlobWriter(new FileBlob(id, BodyPath(id), length, Forget));
    }

    public IEnumerable<Bucket> Load()
    {
        var buckets = Directory.GetDirectories(Buckets).Where(folder => File.Exists(InBucket(folder))).Select(LoadBucket).ToList();
        foreach (var orphan in Directory.EnumerateFiles(Bodies, "*", SearchOption.AllDirectories))
        {
            if (!_blobs.ContainsKey(System.IO.Path.GetFileName(orphan)))
            {
                // An upload that was under way when the process ended.
                File.Delete(orphan);
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

    // Prefixed, because a bucket may be called con or aux, which Windows keeps for devices.
    private string FolderOf(Bucket bucket) => System.IO.Path.Combine(Buckets, "b-" + bucket.Name);

    private static string InBucket(string folder) => System.IO.Path.Combine(folder, "bucket.json");

    private string ObjectPath(Bucket bucket, string key)
    {
        var name = Hash(KeyOrder.Identity(key));
        return System.IO.Path.Combine(FolderOf(bucket), "objects", name[..2], name + ".json");
    }

    private string UploadFolder(Bucket bucket, MultipartUpload upload) =>
        System.IO.Path.Combine(FolderOf(bucket), "uploads", Hash(upload.Id)[..32]);

    private string PartPath(Bucket bucket, MultipartUpload upload, int number) =>
        System.IO.Path.Combine(UploadFolder(bucket, upload), $"part-{number:D5}.json");

    private string BodyPath(string id) => System.IO.Path.Combine(Bodies, id[..2], id);

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    private void Save<T>(string path, T record)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var fresh = path + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(record, _json));
        File.Move(fresh, path, overwrite: true);
    }

    private T Read<T>(string path) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), _json)
        ?? throw new InvalidDataException($"'{path}' is empty.");

    private Bucket LoadBucket(string folder)
    {
        var record = Read<BucketRecord>(InBucket(folder));
        var bucket = new Bucket(record.Name, record.Created, record.Location, this);
        bucket.Restore(
            record.Settings,
            Files(System.IO.Path.Combine(folder, "objects"), "*.json").Select(Read<StoredObject>),
            Files(System.IO.Path.Combine(folder, "uploads"), "upload.json").Select(LoadUpload));
        return bucket;
    }

    private MultipartUpload LoadUpload(string path)
    {
        var upload = Read<MultipartUpload>(path);
        foreach (var part in Files(System.IO.Path.GetDirectoryName(path)!, "part-*.json").Select(Read<StoredPart>))
        {
            upload.Parts.Add(part.Number, part);
        }

        return upload;
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories) : [];

    private FileBlob FindBlob(string id) =>
        _blobs.GetOrAdd(id, name => new FileBlob(name, BodyPath(name), new FileInfo(BodyPath(name)).Length, Forget));

    private void Forget(FileBlob blob) => _blobs.TryRemove(blob.Id, out _);
}
