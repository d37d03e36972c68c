namespace R2.Retry;

/// <summary>
/// How many repetitions the requests of one piece of work may use up together, so that many parts that each have attempts left do not go on for hours.
/// Every success earns half a repetition back: work of any length gets through steady trouble, but not against a wall.
/// </summary>
internal sealed class RetryBudget
{
    private readonly int _capacity;
    private int _halves;

    /// <summary>Makes a full budget.</summary>
    /// <param name="capacity">Repetitions without a success between them.</param>
    public RetryBudget(int capacity) => _halves = _capacity = 2 * capacity;

    /// <summary>Takes one repetition.</summary>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake()
    {
        for (int seen = Volatile.Read(ref _halves); seen >= 2;)
        {
            int before = Interlocked.CompareExchange(ref _halves, seen - 2, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>A request succeeded.</summary>
    public void Earn()
    {
        for (int seen = Volatile.Read(ref _halves); seen < _capacity;)
        {
            int before = Interlocked.CompareExchange(ref _halves, seen + 1, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
