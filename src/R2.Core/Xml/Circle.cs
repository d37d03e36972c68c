namespace R2.Xml;

/// <summary>
/// Notices that a chain of tokens has come back to one that it had before, without keeping them: it remembers one, and a newer one at each power of two.
/// https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
/// </summary>
internal struct Circle()
{
    private string? _mark;
    private long _steps;
    private long _power = 1;

    /// <exception cref="R2Exception">The token has come before.</exception>
    public void Check(string token, string? bucket)
    {
        if (token == _mark)
        {
            throw new R2Exception(R2ErrorCodes.InvalidResponse, $"The server's list runs in a circle: '{token}' has come before.") { Bucket = bucket };
        }

        if (++_steps == _power)
        {
            (_mark, _steps, _power) = (token, 0, _power * 2);
        }
    }
}
