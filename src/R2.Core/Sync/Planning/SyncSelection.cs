using R2.Files;
using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>Which keys take part. Names and shards bind both ends, so that nothing is deleted for being excluded; sizes and ages are the source's.</summary>
internal sealed class SyncSelection
{
    private readonly R2SyncOptions _options;
    private readonly NameSelection _names;
    private readonly HashSet<string>? _only;
    private readonly Func<string, string> _identity;
    private readonly bool _hidesByName;
    private readonly FileTime? _notAfter;
    private readonly FileTime? _notBefore;

    /// <param name="options">What was asked for.</param>
    /// <param name="now">What ages are counted from.</param>
    /// <param name="hidesByName">Whether a dot in front of a name hides it: on Windows an attribute does.</param>
    /// <param name="identity">What tells keys apart: of two spellings a row has one.</param>
    public SyncSelection(R2SyncOptions options, DateTimeOffset now, bool hidesByName, Func<string, string> identity)
    {
        _identity = identity;
        _hidesByName = hidesByName && options.Hidden == R2HiddenPolicy.Skip;
        _options = options;
        _names = new NameSelection(options.Include, options.Exclude);
        _only = options is { KeysNarrow: true, Keys: { } keys } ? new HashSet<string>(keys.Select(identity), StringComparer.Ordinal) : null;
        _notAfter = options.MinAge is { } youngest ? FileTime.Of((now - youngest).UtcDateTime) : null;
        _notBefore = options.MaxAge is { } oldest ? FileTime.Of((now - oldest).UtcDateTime) : null;
    }

    /// <summary>Whether the patterns take a key.</summary>
    public bool Includes(string key) => _names.Contains(key);

    /// <summary>Whether a key is one that is hidden, and takes no part.</summary>
    public bool Hides(string key) => _hidesByName && (key.StartsWith('.') || key.Contains("/.", StringComparison.Ordinal));

    /// <summary>Whether anything in a folder may take part. What is excluded is looked for at the destination where it is to go.</summary>
    public bool MayEnter(string folder, bool isSource) => (_names.MayEnter(folder) || (!isSource && _options.DeleteExcluded)) && !Hides(folder);

    /// <summary>Whether a key is in this run's shard.</summary>
    public bool IsOfShard(string key) => _options.Shard?.Contains(key) != false;

    /// <summary>Whether a key is one of those that a list narrows the run to.</summary>
    public bool IsNamed(string key) => _only?.Contains(_identity(key)) != false;

    /// <summary>Whether a file or object of the source takes part.</summary>
    public bool Takes(SyncEntry source) => TakesSize(source.Size) && !(source.Time > _notAfter) && !(source.Time < _notBefore);

    public bool TakesSize(long size) => size >= (_options.MinSize ?? 0) && size <= (_options.MaxSize ?? long.MaxValue);
}
