namespace R2.Transfer.Download;

/// <summary>
/// Ranges still to be fetched. The response to the first request runs on from the front, the others take from the back: no byte is fetched twice
/// and no response is thrown away but where the two meet.
/// </summary>
internal sealed class RangeQueue(DownloadPlan plan, Func<int, bool> done)
{
    private readonly object _gate = new();
    private int _front;
    private int _back = plan.RangeCount - 1;

    /// <summary>The next range if it is the one at the given place; it begins where the one before ended.</summary>
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
                int range = _back--;
                if (!done(range))
                {
                    return range;
                }
            }

            return null;
        }
    }
}
