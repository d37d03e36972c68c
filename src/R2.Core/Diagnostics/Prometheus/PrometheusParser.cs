using System.Globalization;
using System.Text.RegularExpressions;
using R2.Diagnostics.Metrics;

namespace R2.Diagnostics.Prometheus;

/// <summary>Reads what <see cref="PrometheusText"/> writes, and refuses all else: what is not understood must not be added to, nor written over.</summary>
internal static partial class PrometheusParser
{
    private static readonly HashSet<string> s_bounds = [.. Enumerable.Range(0, DurationHistogram.UpperBounds.Count + 1).Select(DurationHistogram.BoundText)];

    /// <returns>The families of <see cref="PrometheusFamily.All"/>, in that order.</returns>
    /// <exception cref="FormatException">A line is none of ours.</exception>
    public static IReadOnlyList<PrometheusFamily> Parse(string text)
    {
        Dictionary<string, List<KeyValuePair<string, double>>> samples = PrometheusFamily.All.ToDictionary(static family => family.Name, static _ => new List<KeyValuePair<string, double>>());
        HashSet<string> seen = [];
        string[] lines = text.Split('\n');
        for (int number = 0; number < lines.Length; number++)
        {
            string line = lines[number].TrimEnd('\r');
            if (line.Length == 0 || (line[0] == '#' && !IsOfAnother(line)))
            {
                continue;
            }

            if (Read(line) is not var (family, name, value) || !seen.Add(name))
            {
                throw new FormatException($"Line {number + 1} is no metric of this module.");
            }

            samples[family.Name].Add(new(name, value));
        }

        return [.. PrometheusFamily.All.Select(family => family with { Samples = samples[family.Name] })];
    }

    /// <summary>Whether a comment tells of a metric that is not ours, or of another type.</summary>
    private static bool IsOfAnother(string line) => line.StartsWith("# TYPE ", StringComparison.Ordinal)
        && !PrometheusFamily.All.Any(family => line == $"# TYPE {family.Name} {family.Type}");

    private static (PrometheusFamily Family, string Name, double Value)? Read(string line) =>
        Sample().Match(line) is { Success: true } match
            && PrometheusFamily.All.FirstOrDefault(family => IsOf(family, match.Groups["name"].Value)) is { } family
            && double.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value)
            && (!match.Groups["name"].Value.EndsWith("_bucket", StringComparison.Ordinal) || s_bounds.Contains(match.Groups["bound"].Value))
            ? (family, line[..match.Groups["value"].Index].TrimEnd(), value)
            : null;

    private static bool IsOf(PrometheusFamily family, string name) => family.Type == PrometheusFamily.Histogram
        ? name == family.Name + "_bucket" || name == family.Name + "_sum" || name == family.Name + "_count"
        : name == family.Name;

    // The group that is atomic decides once what a label is: "le" fits both kinds, and trying both for each of many takes for ever.
    [GeneratedRegex("""^(?<name>[a-z0-9_]+)(\{[a-z_]+="(\\.|[^"\\])*"(,(?>le="(?<bound>[^"]*)"|[a-z_]+="(\\.|[^"\\])*"))*\})? (?<value>\S+)$""")]
    private static partial Regex Sample();
}
