namespace R2.Cmdlets.Pipeline;

/// <summary>Holds back what bodies say as they end, until all that were started before have said theirs. It belongs to the pipeline thread.</summary>
internal sealed class OrderedOutput
{
    private readonly Dictionary<long, Action?> _early = [];
    private long _places;
    private long _next;

    /// <summary>The place of the next body.</summary>
    public long Take() => _places++;

    /// <summary>A body has ended: says what it has to say as soon as it is its turn, and then what has waited for it.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="last">What it has to say, if anything.</param>
    public void Say(long place, Action? last)
    {
        _early[place] = last;
        while (_early.Remove(_next, out Action? turn))
        {
            _next++;
            turn?.Invoke();
        }
    }
}
