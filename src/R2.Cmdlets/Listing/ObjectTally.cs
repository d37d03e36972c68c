using R2.Models;

namespace R2.Cmdlets.Listing;

/// <summary>Counts objects as they pass; it holds no object.</summary>
internal sealed class ObjectTally(string? bucket, string prefix)
{
    private readonly SortedDictionary<string, (long Count, long Size)> _classes = new(StringComparer.Ordinal);
    private string? _bucket = bucket;
    private DateTimeOffset? _oldest;
    private DateTimeOffset? _newest;

    public string Prefix => prefix;

    public void Add(R2Object item)
    {
        (long count, long size) = _classes.GetValueOrDefault(item.StorageClass);
        _classes[item.StorageClass] = (count + 1, size + item.Size);
        _bucket = _bucket == item.BucketName ? _bucket : null;
        _oldest = item.LastModified < (_oldest ?? DateTimeOffset.MaxValue) ? item.LastModified : _oldest;
        _newest = item.LastModified > (_newest ?? DateTimeOffset.MinValue) ? item.LastModified : _newest;
    }

    public R2Measure ToMeasure() => new()
    {
        BucketName = _bucket,
        Prefix = prefix,
        Count = _classes.Values.Sum(static c => c.Count),
        Size = _classes.Values.Sum(static c => c.Size),
        StorageClasses = [.. _classes.Select(static c => new R2StorageClassMeasure { StorageClass = c.Key, Count = c.Value.Count, Size = c.Value.Size })],
        Oldest = _oldest,
        Newest = _newest,
    };
}
