using System.Runtime.CompilerServices;
using R2.Listing;
using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>
/// Brings two streams of entries together that are in one order. Keys of one identity are one key; of several at one end none can be told to be the one, so that they collide.
/// </summary>
/// <param name="identity">What tells keys apart; the streams are in its order.</param>
/// <param name="toFolder">Whether the destination is a folder.</param>
internal sealed class PairMerge(Func<string, string> identity, bool toFolder)
{
    private readonly List<SyncEntry> _sources = [];
    private readonly List<SyncEntry> _destinations = [];
    private string? _unseenAtSource;
    private string? _hiddenAtDestination;

    public async IAsyncEnumerable<SyncPair> MergeAsync(
        IAsyncEnumerable<SyncEntry> sources, IAsyncEnumerable<SyncEntry> destinations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<SyncEntry> source = sources.GetAsyncEnumerator(cancellationToken), destination = destinations.GetAsyncEnumerator(cancellationToken);
        await using (source.ConfigureAwait(false))
        await using (destination.ConfigureAwait(false))
        {
            // Both begin at once: a list takes its time.
            bool[] have = await Task.WhenAll(source.MoveNextAsync().AsTask(), destination.MoveNextAsync().AsTask()).ConfigureAwait(false);
            (bool hasSource, bool hasDestination) = (have[0], have[1]);
            while (hasSource || hasDestination)
            {
                string? left = hasSource ? identity(source.Current.Key) : null, right = hasDestination ? identity(destination.Current.Key) : null;
                int order = left is null ? 1 : right is null ? -1 : KeyOrder.Compare(left, right);
                string here = order <= 0 ? left! : right!;
                while (hasSource && order <= 0 && identity(source.Current.Key) == here)
                {
                    _sources.Add(source.Current);
                    hasSource = await source.MoveNextAsync().ConfigureAwait(false);
                }

                while (hasDestination && order >= 0 && identity(destination.Current.Key) == here)
                {
                    _destinations.Add(destination.Current);
                    hasDestination = await destination.MoveNextAsync().ConfigureAwait(false);
                }

                if (toFolder && _sources.Count == 0 && hasSource && _destinations is [{ IsMarker: true, Obstacle: null }] && identity(source.Current.Key).StartsWith(here, StringComparison.Ordinal))
                {
                    // An empty folder that is about to have something in it.
                    _destinations.Clear();
                }

                foreach (SyncPair pair in Pair())
                {
                    yield return pair;
                }
            }
        }
    }

    private IEnumerable<SyncPair> Pair()
    {
        if (_sources.Count + _destinations.Count == 0)
        {
            yield break;
        }

        if (_sources.Count <= 1 && _destinations.Count <= 1)
        {
            SyncPair pair = new(_sources.FirstOrDefault(), _destinations.FirstOrDefault());
            if (!IsUnseen(pair))
            {
                yield return pair;
            }
        }
        else
        {
            string names = string.Join(", ", _sources.Concat(_destinations).Select(static entry => $"'{entry.Key}'").Distinct());
            foreach (SyncEntry entry in _sources)
            {
                yield return new SyncPair(entry, null, $"{names} would be one");
            }

            foreach (SyncEntry entry in _sources.Count > 0 ? [] : _destinations)
            {
                yield return new SyncPair(null, entry, $"{names} are taken for one");
            }
        }

        _sources.Clear();
        _destinations.Clear();
    }

    /// <summary>What lies below a folder that nobody could look into is not told from what is not there; what is hidden takes no part.</summary>
    private bool IsUnseen(SyncPair pair)
    {
        _hiddenAtDestination = pair.Destination is { IsOpaqueFolder: true, Obstacle: R2SyncReason.Excluded } hidden ? identity(hidden.Key) : _hiddenAtDestination;
        if (pair.Source?.Obstacle == R2SyncReason.Excluded || pair.Destination?.Obstacle == R2SyncReason.Excluded
            || (pair.Source is { } below && _hiddenAtDestination is { } folder && identity(below.Key).StartsWith(folder, StringComparison.Ordinal)))
        {
            _unseenAtSource = pair.Source is { IsOpaqueFolder: true } opaque ? identity(opaque.Key) : _unseenAtSource;
            return true;
        }

        _unseenAtSource = pair.Source is { IsOpaqueFolder: true } closed ? identity(closed.Key) : _unseenAtSource;
        return (pair.Source is null && _unseenAtSource is { } above && identity(pair.Destination!.Key).StartsWith(above, StringComparison.Ordinal))
            || (pair.Source is null && pair.Destination!.Obstacle is not null);
    }
}
