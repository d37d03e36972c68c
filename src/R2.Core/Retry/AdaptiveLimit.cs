namespace R2.Retry;

/// <summary>
/// How many requests may be in flight, learnt from what becomes of them: additive increase, multiplicative decrease. Near the height of the last refusal it grows
/// slowly, so that a limit once found is seldom run into again. Overload refuses in crowds: what is refused now and then, whatever the load, does not lower a limit that
/// is low already. The place of a refused request stays empty for a round, of half the limit at most: a refusal is quicker than a response, and who took it would be refused too. What the limit has behind
/// its point counts as one place more in so many of the turns: where four at once are right, a whole one more or less is a quarter. Holds no clock and no lock: whoever uses it
/// has both.
/// https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease, https://www.rfc-editor.org/rfc/rfc9438
/// </summary>
internal sealed class AdaptiveLimit
{
    private const double Decrease = 0.9;
    private const double FirstIncrease = 0.25;
    private const double SlowIncrease = 0.001;
    private const double NearCeiling = 0.85;
    private const double PastCeiling = 1.15;
    private const double Modest = 8;
    private const double ModestGrowth = 0.0005;
    private const double MostHeldBack = 0.5;
    private const double CrowdShare = 0.015;
    private const double ShareWindow = 200;
    private const double LatencyRise = 3;
    private const double LatencyFloor = 8;

    private readonly double _most;
    private double _ceiling = double.PositiveInfinity;
    private double _baseline;
    private double _recent;
    private double _refusedShare;
    private double _heldBack;
    private double _fraction;
    private long _generation;

    /// <summary>Begins with a guess.</summary>
    /// <param name="initial">First limit, 1 or more.</param>
    /// <param name="most">Highest limit.</param>
    public AdaptiveLimit(int initial, int most)
    {
        _most = most;
        Current = Math.Min(initial, most);
        Places = (int)Current;
    }

    /// <summary>The limit now.</summary>
    public double Current { get; private set; }

    /// <summary>How many requests may be in flight until the next one is over, 1 or more: on average the limit, less what is held back.</summary>
    public int Places { get; private set; }

    /// <summary>To be kept with a request from its start: one decrease answers all that were in flight together.</summary>
    public long Generation => _generation;

    private double Usable => Math.Max(1, Current - _heldBack);

    private bool IsCrowded => _refusedShare > CrowdShare;

    /// <summary>Raises a limit that was never lowered.</summary>
    /// <param name="atOnce">To how many.</param>
    public void Expect(int atOnce)
    {
        if (_generation == 0 && Current < atOnce)
        {
            Current = Math.Min(atOnce, _most);
            TakeTurn();
        }
    }

    /// <summary>A request succeeded.</summary>
    /// <param name="inFlight">Requests in flight, this one included: a limit that is not used up is not raised.</param>
    /// <param name="generation">The generation when it started.</param>
    /// <param name="milliseconds">How long the response's headers took; null where that tells of the body's length more than of the server.</param>
    public void Succeeded(int inFlight, long generation, double? milliseconds = null)
    {
        _refusedShare -= _refusedShare / ShareWindow;
        _heldBack -= _heldBack / Usable;
        if (milliseconds is { } sample && IsRising(sample) && generation == _generation && Current > LatencyFloor)
        {
            Lower(Math.Max(LatencyFloor, Current * Decrease));
        }
        else if (inFlight >= Usable - 1)
        {
            Current = Math.Min(_most, Current + Increase());
        }

        TakeTurn();
    }

    /// <summary>The server asked for less.</summary>
    /// <param name="generation">The generation when the request started.</param>
    public void Refused(long generation)
    {
        _refusedShare += (1 - _refusedShare) / ShareWindow;
        _heldBack = Math.Min(_heldBack + 1, Current * MostHeldBack);
        if (generation == _generation && (Current > Modest || IsCrowded))
        {
            _ceiling = Current;
            Lower(Math.Max(1, Current * Decrease));
        }

        TakeTurn();
    }

    /// <summary>
    /// For one success; a round is as many as the limit. Until the first refusal by a quarter each, then by one a round, and near the last refusal by a thousandth each, or by a
    /// share of a limit that is low.
    /// </summary>
    private double Increase() =>
        double.IsPositiveInfinity(_ceiling) ? FirstIncrease
        : Current >= _ceiling * NearCeiling && Current <= _ceiling * PastCeiling ? (Current < Modest && !IsCrowded ? Current * ModestGrowth : SlowIncrease)
        : 1 / Current;

    private void TakeTurn()
    {
        _fraction += Usable - Math.Floor(Usable);
        Places = (int)Usable + (int)_fraction;
        _fraction -= Math.Floor(_fraction);
    }

    private void Lower(double limit)
    {
        Current = limit;
        _generation++;
    }

    /// <summary>The recent mean against the lowest seen, which itself creeps up: what was quick once need not be for ever.</summary>
    private bool IsRising(double sample)
    {
        _recent = _recent == 0 ? sample : _recent + ((sample - _recent) / 10);
        _baseline = _baseline == 0 ? sample : Math.Min(_baseline * 1.001, sample);
        return _recent > (LatencyRise * _baseline) + 100;
    }
}
