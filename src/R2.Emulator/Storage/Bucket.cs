using R2.Emulator.Errors;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Storage.Stores;

namespace R2.Emulator.Storage;

/// <summary>One bucket: its objects in key order, its uploads and its configuration. Every change is atomic and visible at once.</summary>
internal sealed class Bucket
{
    private readonly object _gate = new();
    private readonly IObjectStore _store;
    private readonly KeyIndex<StoredObject> _objects = new();
    private readonly KeyIndex<MultipartUpload> _uploads = new();
    private readonly HashSet<string> _ended = [];

    public Bucket(string name, DateTimeOffset created, string? location, IObjectStore store)
    {
        Name = name;
        Created = created;
        Location = location;
        _store = store;
    }

    public string Name { get; }

    public DateTimeOffset Created { get; }

    /// <summary>The location hint of its creation, or null.</summary>
    public string? Location { get; }

    public BucketSettings Settings { get; private set; } = BucketSettings.Initial;

    public int ObjectCount => Locked(() => _objects.Count);

    public void Configure(BucketSettings settings) => Locked(() =>
    {
        Settings = settings;
        _store.SaveBucket(this);
        return true;
    });

    /// <summary>Changes the configuration as it is now, so that two changes at once both last.</summary>
    public BucketSettings Change(Func<BucketSettings, BucketSettings> change) => Locked(() =>
    {
        Settings = change(Settings);
        _store.SaveBucket(this);
        return Settings;
    });

    public StoredObject? Find(string key) => Locked(() => _objects.Find(KeyOrder.Identity(key)));

    public ObjectLease? Open(string key) => Locked(() => _objects.Find(KeyOrder.Identity(key)) is { } found ? new ObjectLease(found) : null);

    /// <summary>Replaces an object if the condition holds for the existing one; takes its own references to the bytes.</summary>
    /// <returns>False, without any change, if the condition does not hold.</returns>
    /// <exception cref="S3Exception">A rule of the bucket locks the existing object, whatever the condition.</exception>
    public bool Put(StoredObject stored, Func<StoredObject?, bool> condition) => Locked(() =>
    {
        string identity = KeyOrder.Identity(stored.Key);
        StoredObject? existing = _objects.Find(identity);
        if (existing is not null && IsLocked(existing, stored.LastModified))
        {
            throw S3Errors.ObjectLocked();
        }

        if (!condition(existing))
        {
            return false;
        }

        stored.Body.Acquire();
        StoredObject? old = _objects.Set(identity, stored);
        _store.SaveObject(this, stored);
        old?.Body.Release();
        return true;
    });

    /// <summary>Removes an object if there is one; false, without any change, if a rule of the bucket locks it.</summary>
    public bool Remove(string key, DateTimeOffset now) => Locked(() =>
    {
        string identity = KeyOrder.Identity(key);
        if (_objects.Find(identity) is { } existing && IsLocked(existing, now))
        {
            return false;
        }

        if (_objects.Remove(identity) is { } removed)
        {
            _store.DeleteObject(this, removed);
            removed.Body.Release();
        }

        return true;
    });

    /// <summary>Whether a rule of the bucket keeps this object as it is.</summary>
    public bool IsLocked(StoredObject stored, DateTimeOffset now) => Settings.Locks.Any(rule => rule.Locks(stored, now));

    /// <summary>Enumerates keys under the lock, so the enumeration must be short, such as one page of a list.</summary>
    public T Walk<T>(Func<KeyIndex<StoredObject>, T> walk) => Locked(() => walk(_objects));

    public T WalkUploads<T>(Func<KeyIndex<MultipartUpload>, T> walk) => Locked(() => walk(_uploads));

    public void Add(MultipartUpload upload) => Locked(() =>
    {
        _uploads.Set(UploadIdentity(upload.Key, upload.Id), upload);
        _store.SaveUpload(this, upload);
        return true;
    });

    /// <summary>Whether this upload has existed since the start.</summary>
    public bool HasEnded(string key, string id) => Locked(() => _ended.Contains(UploadIdentity(key, id)));

    public MultipartUpload? FindUpload(string key, string id) => Locked(() => _uploads.Find(UploadIdentity(key, id)));

    /// <summary>Ends an upload. The bytes of its parts remain only in an object made of them.</summary>
    public bool Remove(MultipartUpload upload) => Locked(() =>
    {
        if (_uploads.Remove(UploadIdentity(upload.Key, upload.Id)) is null)
        {
            return false;
        }

        _ended.Add(UploadIdentity(upload.Key, upload.Id));
        _store.DeleteUpload(this, upload);
        foreach (StoredPart part in upload.Parts.Values)
        {
            part.Body.Release();
        }

        return true;
    });

    /// <summary>Joins the parts of an upload into an object and ends the upload; null if the condition does not hold.</summary>
    public StoredObject? Publish(
        MultipartUpload upload, Func<IReadOnlyList<StoredPart>, StoredObject> assemble, Func<StoredObject?, bool> condition) => Locked(() =>
    {
        if (_uploads.Find(UploadIdentity(upload.Key, upload.Id)) is null)
        {
            throw S3Errors.NoSuchUpload();
        }

        StoredObject stored = assemble([.. upload.Parts.Values]);
        bool isPublished = Put(stored, condition);
        Remove(upload);
        return isPublished ? stored : null;
    });

    public IReadOnlyList<StoredPart> Parts(MultipartUpload upload) => Locked(() => upload.Parts.Values.ToList());

    /// <summary>False if the upload has ended meanwhile.</summary>
    public bool Add(MultipartUpload upload, StoredPart part) => Locked(() =>
    {
        if (_uploads.Find(UploadIdentity(upload.Key, upload.Id)) is null)
        {
            return false;
        }

        part.Body.Acquire();
        upload.Parts.Remove(part.Number, out StoredPart? old);
        upload.Parts[part.Number] = part;
        _store.SavePart(this, upload, part);
        old?.Body.Release();
        return true;
    });

    public void RemovePart(MultipartUpload upload, int number) => Locked(() =>
    {
        if (upload.Parts.Remove(number, out StoredPart? old))
        {
            _store.DeletePart(this, upload, number);
            old.Body.Release();
        }

        return true;
    });

    /// <summary>Loads the content of a folder, without writing it again.</summary>
    public void Restore(BucketSettings settings, IEnumerable<StoredObject> objects, IEnumerable<MultipartUpload> uploads)
    {
        Settings = settings;
        foreach (StoredObject stored in objects)
        {
            stored.Body.Acquire();
            _objects.Set(KeyOrder.Identity(stored.Key), stored);
        }

        foreach (MultipartUpload upload in uploads)
        {
            upload.Parts.Values.ToList().ForEach(part => part.Body.Acquire());
            _uploads.Set(UploadIdentity(upload.Key, upload.Id), upload);
        }
    }

    // U+0000 sorts before every other character, so uploads of one key stay together and keys in order.
    private static string UploadIdentity(string key, string id) => $"{KeyOrder.Identity(key)}\0{id}";

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }
}
