namespace R2.Transfer.Download;

/// <summary>
/// Slices still to be fetched. The answer to the first request runs on from the front, the others take from the back: no byte is fetched twice
/// and no answer is thrown away but where the two meet.
/// </summary>
internal sealed class SliceQueue(DownloadPlan plan, Func<int, bool> done)
{
    private readonly object _gate = new();
    private int _front;
    private int _back = plan.SliceCount - 1;

    /// <summary>The next slice if it is the one at the given place; it begins where the one before ended.</summary>
    public int? TakeFront(int expected)
    {
        lock (_gate)
        {
            if (_front != expected || _front > _back || done(_front))
            {
                return null;
            }

            return _front++;
        }
    }

    public int? TakeBack()
    {
        lock (_gate)
        {
            while (_back >= _front)
            {
                int slice = _back--;
                if (!done(slice))
                {
                    return slice;
                }
            }

            return null;
        }
    }
}
