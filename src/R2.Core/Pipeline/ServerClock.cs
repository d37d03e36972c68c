namespace R2.Pipeline;

/// <summary>The clock that requests to one endpoint are signed by: this machine's, put right by what the endpoint says.</summary>
internal sealed class ServerClock(TimeProvider time) : TimeProvider
{
    /// <summary>R2 refuses what is 15 minutes off; from a third of that on we go by its clock, and below by ours, for answers take their time.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Before the first and after the last, no clock of R2 was or will be: such a date is a lie or a dead battery, and far from it no time can be reckoned.</summary>
    private static readonly DateTimeOffset s_first = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_last = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _offset;
    private volatile bool _isCompared;

    /// <summary>How far the endpoint's clock is ahead.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _offset));

    /// <summary>Whether any answer has told the endpoint's time.</summary>
    public bool IsCompared => _isCompared;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    /// <summary>Compares with the date of a response, and corrects where that is far off.</summary>
    /// <returns>Whether the clock was corrected.</returns>
    public bool Observe(DateTimeOffset? date)
    {
        if (date is not { } theirs || theirs < s_first || theirs > s_last)
        {
            return false;
        }

        _isCompared = true;
        if ((theirs - GetUtcNow()).Duration() < s_tolerance)
        {
            return false;
        }

        Volatile.Write(ref _offset, (theirs - time.GetUtcNow()).Ticks);
        return true;
    }
}
