namespace R2.Emulator.Storage;

/// <summary>
/// A sorted map in runs of a few hundred entries: a lookup takes two binary searches, an insertion moves one run, and a list can start
/// anywhere at the cost of a lookup. Not safe for concurrent use.
/// </summary>
internal sealed class KeyIndex<T>
    where T : class
{
    private const int LongestRun = 512;
    private readonly List<List<KeyValuePair<string, T>>> _runs = [];

    public int Count { get; private set; }

    public T? Find(string key)
    {
        (int Run, int Index) position = Seek(candidate => KeyOrder.Compare(candidate, key) < 0);
        return Holds(position, key) ? _runs[position.Run][position.Index].Value : null;
    }

    /// <summary>Stores a value and returns the previous one.</summary>
    public T? Set(string key, T value)
    {
        (int Run, int Index) position = Seek(candidate => KeyOrder.Compare(candidate, key) < 0);
        KeyValuePair<string, T> entry = new KeyValuePair<string, T>(key, value);
        if (Holds(position, key))
        {
            T old = _runs[position.Run][position.Index].Value;
            _runs[position.Run][position.Index] = entry;
            return old;
        }

        Insert(position, entry);
        Count++;
        return null;
    }

    public T? Remove(string key)
    {
        (int Run, int Index) position = Seek(candidate => KeyOrder.Compare(candidate, key) < 0);
        if (!Holds(position, key))
        {
            return null;
        }

        List<KeyValuePair<string, T>> run = _runs[position.Run];
        T old = run[position.Index].Value;
        run.RemoveAt(position.Index);
        if (run.Count == 0)
        {
            _runs.RemoveAt(position.Run);
        }

        Count--;
        return old;
    }

    /// <summary>The entries from the first one whose key is not <paramref name="isBefore"/>.</summary>
    public IEnumerable<KeyValuePair<string, T>> From(Func<string, bool> isBefore)
    {
        (int Run, int Index) position = Seek(isBefore);
        for (int run = position.Run; run < _runs.Count; run++)
        {
            for (int index = run == position.Run ? position.Index : 0; index < _runs[run].Count; index++)
            {
                yield return _runs[run][index];
            }
        }
    }

    private bool Holds((int Run, int Index) position, string key) =>
        position.Run < _runs.Count && position.Index < _runs[position.Run].Count
        && string.Equals(_runs[position.Run][position.Index].Key, key, StringComparison.Ordinal);

    private (int Run, int Index) Seek(Func<string, bool> isBefore)
    {
        int run = FirstNot(_runs.Count, at => isBefore(_runs[at][^1].Key));
        return run == _runs.Count ? (run, 0) : (run, FirstNot(_runs[run].Count, at => isBefore(_runs[run][at].Key)));
    }

    private static int FirstNot(int count, Func<int, bool> isBefore)
    {
        (int low, int high) = (0, count);
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = isBefore(middle) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Insert((int Run, int Index) position, KeyValuePair<string, T> entry)
    {
        if (position.Run == _runs.Count)
        {
            // Behind the end: it goes to the last run, so that keys in ascending order fill runs instead of making new ones.
            if (_runs.Count == 0)
            {
                _runs.Add([]);
            }

            position = (_runs.Count - 1, _runs[^1].Count);
        }

        List<KeyValuePair<string, T>> run = _runs[position.Run];
        run.Insert(position.Index, entry);
        if (run.Count > LongestRun)
        {
            int half = position.Index == LongestRun ? LongestRun : run.Count / 2;
            _runs.Insert(position.Run + 1, run.GetRange(half, run.Count - half));
            run.RemoveRange(half, run.Count - half);
        }
    }
}
