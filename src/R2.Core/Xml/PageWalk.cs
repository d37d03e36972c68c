namespace R2.Xml;

/// <summary>
/// Sees to it that a walk through the pages of a list ends, without keeping them: tokens must not run in a circle, and new ones must bring something new. A page may be
/// empty, and one may repeat another; servers that do so for ever have no list to give.
/// </summary>
internal struct PageWalk()
{
    /// <summary>Pages in a row that bring nothing new.</summary>
    public const int MostIdle = 1000;

    private string? _mark;
    private long _steps;
    private long _power = 1;
    private string? _furthest;
    private int _idle;

    /// <param name="token">What the next page is asked for by.</param>
    /// <param name="last">Last entry of the page; null where it is empty.</param>
    /// <param name="bucket">Bucket that is listed, for the exception.</param>
    /// <exception cref="R2Exception">The list does not move on.</exception>
    public void Next(string token, string? last, string? bucket)
    {
        if (token == _mark)
        {
            throw Endless($"'{token}' has come before", bucket);
        }

        // Brent's algorithm: it remembers one token, and a newer one at each power of two. https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
        if (++_steps == _power)
        {
            (_mark, _steps, _power) = (token, 0, _power * 2);
        }

        // Lists are in the order of their keys.
        if (last is not null && string.CompareOrdinal(last, _furthest) > 0)
        {
            (_furthest, _idle) = (last, 0);
        }
        else if (++_idle == MostIdle)
        {
            throw Endless($"{MostIdle:N0} pages in a row brought nothing new", bucket);
        }
    }

    private static R2Exception Endless(string why, string? bucket) => new(R2ErrorCodes.InvalidResponse, $"The server's list does not move on: {why}.") { Bucket = bucket };
}
