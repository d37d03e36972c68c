using R2.Models;

namespace R2.Cmdlets.Drive.Rows;

/// <summary>
/// What a drive has seen lately. The engine asks dozens of times a command whether something exists and is a folder: rows that are listed are known before they are emitted, a
/// listing is kept for two seconds, whether something is there for five. Whatever the session writes makes all of it forgotten.
/// </summary>
internal sealed class DriveCache(bool isOff, TimeProvider time)
{
    private const int MostRows = 10_000;

    private static readonly TimeSpan s_listingLifetime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_probeLifetime = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Bucket, string Key), (R2Object? Item, bool Exists, long Expires)> _probes = [];
    private readonly Dictionary<(string Bucket, string Prefix), (R2ObjectPage Page, long Expires)> _pages = [];
    private (string Bucket, string Key, R2Object? Item)? _emitted;
    private long _changes;

    /// <summary>The row that a listing emits just now is known even without a cache: what takes it must not ask again.</summary>
    public void Emit(string bucket, string key, R2Object? item)
    {
        _emitted = (bucket, key, item);
        Note(bucket, key, item, exists: true);
    }

    /// <summary>No row is being emitted any more.</summary>
    public void EndListing() => _emitted = null;

    /// <summary>Notes whether an object, or a prefix that ends in a slash, is there.</summary>
    public void Note(string bucket, string key, R2Object? item, bool exists)
    {
        if (!isOff)
        {
            if (_probes.Count >= MostRows)
            {
                _probes.Clear();
            }

            _probes[(bucket, key)] = (item, exists, Ends(s_probeLifetime));
        }
    }

    /// <summary>Whether it is there; null where that is not known.</summary>
    public bool? Knows(string bucket, string key, out R2Object? item)
    {
        if (_emitted is { } emitted && emitted.Bucket == bucket && emitted.Key == key)
        {
            item = emitted.Item;
            return true;
        }

        bool known = _probes.TryGetValue((bucket, key), out (R2Object? Item, bool Exists, long Expires) found) && found.Expires > Now;
        item = known ? found.Item : null;
        return known ? found.Exists : null;
    }

    public void Keep(string bucket, string prefix, R2ObjectPage page)
    {
        if (!isOff)
        {
            if (_pages.Count >= MostRows / 1000)
            {
                _pages.Clear();
            }

            _pages[(bucket, prefix)] = (page, Ends(s_listingLifetime));
        }
    }

    /// <summary>The first page of a folder; null where it is not known.</summary>
    public R2ObjectPage? Find(string bucket, string prefix) =>
        _pages.TryGetValue((bucket, prefix), out (R2ObjectPage Page, long Expires) found) && found.Expires > Now ? found.Page : null;

    /// <summary>Forgets all if the session has changed something since.</summary>
    public void Follow(long changes)
    {
        if (changes != _changes)
        {
            Clear();
            _changes = changes;
        }
    }

    /// <summary>What the drive itself changed: the object, all folders that it lies in, and all listings are to be asked for again.</summary>
    public void Change(string bucket, string key, long changes)
    {
        _changes = changes;
        _pages.Clear();
        _probes.Remove((bucket, key));
        for (int slash = key.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : key.LastIndexOf('/', slash - 1))
        {
            _probes.Remove((bucket, key[..(slash + 1)]));
        }

        if (_emitted is { } emitted && emitted.Bucket == bucket && emitted.Key == key)
        {
            _emitted = null;
        }
    }

    public void Clear()
    {
        _probes.Clear();
        _pages.Clear();
        _emitted = null;
    }

    private long Now => time.GetTimestamp();

    private long Ends(TimeSpan lifetime) => Now + (long)(lifetime.TotalSeconds * time.TimestampFrequency);
}
