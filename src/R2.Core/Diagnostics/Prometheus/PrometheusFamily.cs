namespace R2.Diagnostics.Prometheus;

/// <summary>A metric in Prometheus' text format, with its samples. https://prometheus.io/docs/instrumenting/exposition_formats/</summary>
/// <param name="Name">Name, for example <c>r2_requests_total</c>.</param>
/// <param name="Type">counter, gauge or histogram.</param>
/// <param name="Help">What it is.</param>
internal sealed record PrometheusFamily(string Name, string Type, string Help)
{
    public const string Counter = "counter";
    public const string Gauge = "gauge";
    public const string Histogram = "histogram";

    /// <summary>Name with labels, as they are written, and value; in the order in which they are written.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Samples { get; init; } = [];

    /// <summary>The metrics of this module, without samples, in the order in which they are written.</summary>
    public static IReadOnlyList<PrometheusFamily> All { get; } =
    [
        new(R2MetricNames.Requests, Counter, "Operations that ended, by the status of the last answer."),
        new(R2MetricNames.RequestDuration, Histogram, "Time to the headers of the last answer, repeats and upload included."),
        new(R2MetricNames.BytesTransferred, Counter, "Bytes of bodies."),
        new(R2MetricNames.Errors, Counter, "Operations that failed."),
        new(R2MetricNames.Retries, Counter, "Repeats, by the number of the attempt."),
        new(R2MetricNames.CircuitBreakerState, Gauge, "Worst state of the circuit breakers: 0 closed, 1 open, 2 half-open."),
        new(R2MetricNames.MultipartParts, Counter, "Parts of multipart uploads."),
        new(R2MetricNames.ConnectionPoolSize, Gauge, "Open connections, idle ones included."),
    ];

    /// <summary>A gauge is what the later says; all else is the sum, buckets of histograms too, which count from zero.</summary>
    public PrometheusFamily Plus(PrometheusFamily later) => Type == Gauge ? later : Combine(later, static (one, other) => one + other);

    /// <summary>What has come since an earlier moment.</summary>
    public PrometheusFamily Minus(PrometheusFamily earlier) => Type == Gauge ? this : Combine(earlier, static (one, other) => Math.Max(0, one - other));

    private PrometheusFamily Combine(PrometheusFamily other, Func<double, double, double> combine)
    {
        Dictionary<string, double> others = other.Samples.ToDictionary(StringComparer.Ordinal);
        HashSet<string> own = [.. Samples.Select(static sample => sample.Key)];
        return this with
        {
            Samples =
            [
                .. Samples.Select(sample => KeyValuePair.Create(sample.Key, combine(sample.Value, others.GetValueOrDefault(sample.Key)))),
                .. other.Samples.Where(sample => !own.Contains(sample.Key)).Select(sample => KeyValuePair.Create(sample.Key, combine(0, sample.Value))),
            ],
        };
    }
}
