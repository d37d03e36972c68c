namespace R2.Emulator.Rates;

/// <summary>Token bucket: a number of requests per second, and a tenth of that at once.</summary>
internal sealed class TokenBucket
{
    private readonly double _rate;
    private readonly double _burst;
    private double _tokens;
    private DateTimeOffset _filled;

    public TokenBucket(double rate, DateTimeOffset now)
    {
        _rate = rate;
        _burst = Math.Max(1, rate / 10);
        _tokens = _burst;
        _filled = now;
    }

    public bool TryTake(DateTimeOffset now)
    {
        _tokens = Math.Min(_burst, _tokens + (_rate * (now - _filled).TotalSeconds));
        _filled = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
