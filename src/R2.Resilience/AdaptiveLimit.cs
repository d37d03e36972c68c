namespace R2.Resilience;

/// <summary>
/// How many requests may be in flight, learnt from what becomes of them: additive increase, multiplicative decrease. Near the height of the last refusal it grows
/// slowly, so that a limit once found is seldom run into again. Overload refuses in crowds: what is refused now and then, whatever the load, does not lower a limit that
/// is low already. Holds no clock and no lock: whoever uses it has both.
/// https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease, https://www.rfc-editor.org/rfc/rfc9438
/// </summary>
public sealed class AdaptiveLimit
{
    private const double Decrease = 0.9;
    private const double FirstIncrease = 0.25;
    private const double SlowIncrease = 0.001;
    private const double NearCeiling = 0.85;
    private const double PastCeiling = 1.15;
    private const double Modest = 8;
    private const double ModestIncrease = 0.02;
    private const double CrowdShare = 0.015;
    private const double ShareWindow = 200;
    private const double LatencyRise = 3;
    private const double LatencyFloor = 8;

    private readonly double _most;
    private double _ceiling = double.PositiveInfinity;
    private double _baseline;
    private double _recent;
    private double _refusedShare;
    private long _generation;

    /// <summary>Begins with a guess.</summary>
    /// <param name="initial">First limit, 1 or more.</param>
    /// <param name="most">Highest limit.</param>
    public AdaptiveLimit(int initial, int most) => (Current, _most) = (Math.Min(initial, most), most);

    /// <summary>The limit now.</summary>
    public double Current { get; private set; }

    /// <summary>To be kept with a request from its start: one decrease answers all that were in flight together.</summary>
    public long Generation => _generation;

    private bool IsCrowded => _refusedShare > CrowdShare;

    /// <summary>A request succeeded.</summary>
    /// <param name="inFlight">Requests in flight, this one included: a limit that is not used up is not raised.</param>
    /// <param name="generation">The generation when it started.</param>
    /// <param name="milliseconds">How long the answer's headers took; null where that tells of the body's length more than of the server.</param>
    public void Succeeded(int inFlight, long generation, double? milliseconds = null)
    {
        _refusedShare -= _refusedShare / ShareWindow;
        if (milliseconds is { } sample && IsRising(sample) && generation == _generation && Current > LatencyFloor)
        {
            Lower(Math.Max(LatencyFloor, Current * Decrease));
            return;
        }

        if (inFlight >= Current - 1)
        {
            Current = Math.Min(_most, Current + Increase());
        }
    }

    /// <summary>The server asked for less.</summary>
    /// <param name="generation">The generation when the request started.</param>
    public void Refused(long generation)
    {
        _refusedShare += (1 - _refusedShare) / ShareWindow;
        if (generation == _generation && (Current > Modest || IsCrowded))
        {
            _ceiling = Current;
            Lower(Math.Max(1, Current * Decrease));
        }
    }

    /// <summary>For one success; a round is as many as the limit. Until the first refusal by a quarter a round, then by one, and near the last refusal by a thousandth.</summary>
    private double Increase() =>
        double.IsPositiveInfinity(_ceiling) ? FirstIncrease
        : Current >= _ceiling * NearCeiling && Current <= _ceiling * PastCeiling ? (Current < Modest && !IsCrowded ? ModestIncrease : SlowIncrease)
        : 1 / Current;

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
