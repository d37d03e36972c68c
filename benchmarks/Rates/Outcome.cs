using System.Globalization;

namespace R2.RateBenchmark;

/// <summary>What became of the requests: the share of the limit that was put to use, and how many of them were refused.</summary>
internal readonly record struct Outcome(double Goodput, int Refused, int Answered)
{
    private const double LeastGoodput = 0.9;
    private const double MostRefused = 0.02;

    /// <summary>The target.</summary>
    public bool IsGood => Goodput >= LeastGoodput && RefusedShare < MostRefused;

    private double RefusedShare => (double)Refused / Answered;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Goodput * 100:F1} % / {RefusedShare * 100:F2} %");
}
