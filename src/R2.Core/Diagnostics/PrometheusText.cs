using System.Globalization;

namespace R2.Diagnostics;

/// <summary>Writes a collector's counters in Prometheus' text format, version 0.0.4. https://prometheus.io/docs/instrumenting/exposition_formats/</summary>
public sealed class PrometheusText
{
    private readonly TextWriter _writer;

    private PrometheusText(TextWriter writer) => _writer = writer;

    /// <summary>Writes all metrics.</summary>
    /// <param name="collector">Whose.</param>
    /// <param name="writer">Where to; lines end with a line feed, whatever the system's habit.</param>
    public static void Write(R2MetricCollector collector, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(collector);
        ArgumentNullException.ThrowIfNull(writer);
        new PrometheusText(writer).WriteAll(collector);
    }

    private void WriteAll(R2MetricCollector collector)
    {
        Counter(R2MetricNames.Requests, "Operations that ended, by the status of the last answer.", collector.Requests, static k => [("operation", k.Operation), ("status", k.Status)]);
        Durations(collector.Durations());
        Counter(R2MetricNames.BytesTransferred, "Bytes of bodies.", collector.Bytes, static k => [("operation", k.Operation), ("direction", k.Direction)]);
        Counter(R2MetricNames.Errors, "Operations that failed.", collector.Errors, static k => [("operation", k.Operation), ("error_type", k.ErrorType)]);
        Counter(R2MetricNames.Retries, "Repeats, by the number of the attempt.", collector.Retries, static k => [("operation", k.Operation), ("attempt", k.Attempt.ToString(CultureInfo.InvariantCulture))]);
        Family(R2MetricNames.CircuitBreakerState, "gauge", "Worst state of the circuit breakers: 0 closed, 1 open, 2 half-open.");
        Sample(R2MetricNames.CircuitBreakerState, [], (int)collector.WorstBreaker);
        Family(R2MetricNames.MultipartParts, "counter", "Parts of multipart uploads.");
        foreach (string status in PartStatus.All)
        {
            Sample(R2MetricNames.MultipartParts, [("status", status)], collector.Parts.Of(status));
        }

        Family(R2MetricNames.ConnectionPoolSize, "gauge", "Open connections, idle ones included.");
        Sample(R2MetricNames.ConnectionPoolSize, [], collector.Connections);
    }

    private void Counter<TKey>(string name, string help, CounterSet<TKey> counters, Func<TKey, (string Name, string Value)[]> labels)
        where TKey : notnull
    {
        IReadOnlyList<KeyValuePair<TKey, long>> samples = counters.Read();
        if (samples.Count == 0)
        {
            return;
        }

        Family(name, "counter", help);
        foreach ((TKey key, long value) in samples)
        {
            Sample(name, labels(key), value);
        }
    }

    private void Durations(IReadOnlyList<KeyValuePair<string, DurationStatistics>> operations)
    {
        if (operations.Count > 0)
        {
            Family(R2MetricNames.RequestDuration, "histogram", "Time to the headers of the last answer, repeats and upload included.");
        }

        foreach ((string operation, DurationStatistics durations) in operations)
        {
            long below = 0;
            for (int bucket = 0; bucket < durations.Counts.Count; bucket++)
            {
                below += durations.Counts[bucket];
                string bound = bucket < DurationHistogram.UpperBounds.Count ? Number(DurationHistogram.UpperBounds[bucket]) : "+Inf";
                Sample(R2MetricNames.RequestDuration + "_bucket", [("operation", operation), ("le", bound)], below);
            }

            Sample(R2MetricNames.RequestDuration + "_sum", [("operation", operation)], durations.Sum);
            Sample(R2MetricNames.RequestDuration + "_count", [("operation", operation)], below);
        }
    }

    private void Family(string name, string type, string help) => Line($"# HELP {name} {Escape(help)}\n# TYPE {name} {type}");

    private void Sample(string name, (string Name, string Value)[] labels, double value)
    {
        string list = labels.Length == 0 ? "" : $"{{{string.Join(',', labels.Select(static label => $"{label.Name}=\"{Escape(label.Value).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}";
        Line($"{name}{list} {Number(value)}");
    }

    private void Line(string text)
    {
        _writer.Write(text);
        _writer.Write('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
