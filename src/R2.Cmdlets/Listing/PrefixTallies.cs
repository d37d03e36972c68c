using R2.Models;

namespace R2.Cmdlets.Listing;

/// <summary>
/// Counts by the common prefixes of a listing. Keys come in order, so those of one prefix follow each other: two tallies are held at a time, however many
/// prefixes there are. The second is that of keys without a delimiter, which lie between the others.
/// </summary>
internal sealed class PrefixTallies(string bucket, string prefix, string delimiter)
{
    private readonly ObjectTally _top = new(bucket, prefix);
    private ObjectTally? _current;

    /// <returns>The measure that the object's coming has finished, or null.</returns>
    public R2Measure? Add(R2Object item)
    {
        int end = item.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            _top.Add(item);
            return null;
        }

        ReadOnlySpan<char> group = item.Key.AsSpan(0, end + delimiter.Length);
        R2Measure? finished = null;
        if (_current is null || !group.SequenceEqual(_current.Prefix))
        {
            finished = _current?.ToMeasure();
            _current = new ObjectTally(bucket, group.ToString());
        }

        _current.Add(item);
        return finished;
    }

    /// <summary>What is left at the end: the last prefix, and the keys without a delimiter.</summary>
    public IEnumerable<R2Measure> Finish() =>
        from tally in new[] { _current, _top }
        where tally is not null
        let measure = tally.ToMeasure()
        where measure.Count > 0
        select measure;
}
