using R2.Emulator.Storage.Stores;

namespace R2.Emulator.Storage;

/// <summary>The buckets of the emulator's account.</summary>
internal sealed class Account
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public Account(string id, IObjectStore store, TimeProvider time)
    {
        Id = id;
        Store = store;
        _time = time;
        foreach (Bucket bucket in store.Load())
        {
            _buckets.Add(bucket.Name, bucket);
        }
    }

    public string Id { get; }

    public IObjectStore Store { get; }

    public IReadOnlyList<Bucket> Buckets
    {
        get
        {
            lock (_gate)
            {
                return [.. _buckets.Values];
            }
        }
    }

    public Bucket? Find(string name)
    {
        lock (_gate)
        {
            return _buckets.GetValueOrDefault(name);
        }
    }

    /// <summary>The new bucket; null if the name exists.</summary>
    public Bucket? Create(string name, string? location)
    {
        lock (_gate)
        {
            if (_buckets.ContainsKey(name))
            {
                return null;
            }

            Bucket bucket = new Bucket(name, _time.GetUtcNow(), location, Store);
            Store.SaveBucket(bucket);
            _buckets.Add(name, bucket);
            return bucket;
        }
    }

    /// <summary>False if it contains objects.</summary>
    public bool Delete(Bucket bucket)
    {
        lock (_gate)
        {
            if (bucket.ObjectCount > 0)
            {
                return false;
            }

            _buckets.Remove(bucket.Name);
            Store.DeleteBucket(bucket);
            return true;
        }
    }
}
