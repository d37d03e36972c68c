using System.Globalization;
using R2.Diagnostics.Metrics;

namespace R2.Diagnostics.Prometheus;

/// <summary>A collector's counters as samples of Prometheus' text format.</summary>
internal static class PrometheusSamples
{
    public static IEnumerable<KeyValuePair<string, double>> Of(string name, R2MetricCollector collector) => name switch
    {
        R2MetricNames.Requests => Counters(name, collector.Requests, static key => [("operation", key.Operation), ("status", key.Status)]),
        R2MetricNames.RequestDuration => collector.Durations().SelectMany(static entry => Durations(entry.Key, entry.Value)),
        R2MetricNames.BytesTransferred => Counters(name, collector.Bytes, static key => [("operation", key.Operation), ("direction", key.Direction)]),
        R2MetricNames.Errors => Errors(collector),
        R2MetricNames.Retries => Counters(name, collector.Retries, static key => [("operation", key.Operation), ("attempt", key.Attempt.ToString(CultureInfo.InvariantCulture))]),
        R2MetricNames.CircuitBreakerState => [Sample(name, [], (int)collector.WorstBreaker)],
        R2MetricNames.MultipartParts => PartStatus.All.Select(status => Sample(name, [("status", status)], collector.Parts.Of(status))),
        R2MetricNames.ConnectionPoolSize => [Sample(name, [], collector.Connections)],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such metric."),
    };

    private static IEnumerable<KeyValuePair<string, double>> Counters<TKey>(string name, CounterSet<TKey> counters, Func<TKey, (string, string)[]> labels)
        where TKey : notnull => counters.Read().Select(counter => Sample(name, labels(counter.Key), counter.Value));

    /// <summary>
    /// Of each operation that was there also the kinds of error that were not, as 0: Prometheus sees no increase in a series that begins with its first error.
    /// https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics
    /// </summary>
    private static IEnumerable<KeyValuePair<string, double>> Errors(R2MetricCollector collector) =>
        from pair in collector.Requests.Read().SelectMany(static request => ErrorTypes.All.Select(type => (request.Key.Operation, ErrorType: type)))
            .Union(collector.Errors.Read().Select(static error => error.Key))
            .Order()
        select Sample(R2MetricNames.Errors, [("operation", pair.Operation), ("error_type", pair.ErrorType)], collector.Errors.Of(pair));

    private static IEnumerable<KeyValuePair<string, double>> Durations(string operation, DurationStatistics durations)
    {
        long below = 0;
        for (int bucket = 0; bucket < durations.Counts.Count; bucket++)
        {
            below += durations.Counts[bucket];
            yield return Sample(R2MetricNames.RequestDuration + "_bucket", [("operation", operation), ("le", DurationHistogram.BoundText(bucket))], below);
        }

        yield return Sample(R2MetricNames.RequestDuration + "_sum", [("operation", operation)], durations.Sum);
        yield return Sample(R2MetricNames.RequestDuration + "_count", [("operation", operation)], below);
    }

    private static KeyValuePair<string, double> Sample(string name, (string Name, string Value)[] labels, double value) =>
        new(labels.Length == 0 ? name : $"{name}{{{string.Join(',', labels.Select(static label => $"{label.Name}=\"{Escape(label.Value)}\""))}}}", value);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
