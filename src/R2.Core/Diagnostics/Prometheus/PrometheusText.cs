using System.Globalization;
using R2.Diagnostics.Prometheus;

namespace R2;

/// <summary>
/// Counters, durations and gauges as Prometheus' text format, version 0.0.4, has them: taken from a collector or read from a text, added up, and written.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
/// </summary>
public sealed class PrometheusText
{
    private readonly IReadOnlyList<PrometheusFamily> _families;

    private PrometheusText(IReadOnlyList<PrometheusFamily> families) => _families = families;

    /// <summary>What a collector has counted so far.</summary>
    /// <param name="collector">Whose counters.</param>
    public static PrometheusText Of(R2MetricCollector collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        return new([.. PrometheusFamily.All.Select(family => family with { Samples = [.. PrometheusSamples.Of(family.Name, collector)] })]);
    }

    /// <summary>Reads what <see cref="Write(TextWriter)"/> wrote; comments of others are passed over.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    internal static PrometheusText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(PrometheusParser.Parse(text));
    }

    /// <summary>Writes all metrics that a collector has.</summary>
    /// <param name="collector">Whose.</param>
    /// <param name="writer">Where to; lines end with a line feed, whatever the system's habit.</param>
    public static void Write(R2MetricCollector collector, TextWriter writer) => Of(collector).Write(writer);

    /// <summary>These and a later session's, or part of one: counters and durations are added, gauges are those of the later.</summary>
    /// <param name="later">The later.</param>
    internal PrometheusText Plus(PrometheusText later) => Combine(later, static (one, other) => one.Plus(other));

    /// <summary>What these have more than at an earlier moment of the same session; gauges stay.</summary>
    /// <param name="earlier">The earlier.</param>
    internal PrometheusText Minus(PrometheusText earlier) => Combine(earlier, static (one, other) => one.Minus(other));

    /// <summary>Writes all metrics that have samples.</summary>
    /// <param name="writer">Where to; lines end with a line feed, whatever the system's habit.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (PrometheusFamily family in _families.Where(static family => family.Samples.Count > 0))
        {
            writer.Write($"# HELP {family.Name} {family.Help}\n# TYPE {family.Name} {family.Type}\n");
            foreach ((string name, double value) in family.Samples)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{name} {value:R}\n"));
            }
        }
    }

    private PrometheusText Combine(PrometheusText other, Func<PrometheusFamily, PrometheusFamily, PrometheusFamily> combine)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. _families.Zip(other._families, combine)]);
    }
}
