using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace R2.Diagnostics.Metrics;

/// <summary>
/// The instruments of the process, for whoever listens to it as a whole. They hold no number of their own: a session's counters are in its
/// <see cref="R2MetricCollector"/>. The weak table only lets the two gauges find the clients that are alive.
/// </summary>
internal static class Instruments
{
    private static readonly string? s_version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter s_meter = new(R2Diagnostics.MeterName, s_version);
    private static readonly ConditionalWeakTable<ClientTelemetry, object> s_clients = [];

    public static readonly ActivitySource Activities = new(R2Diagnostics.ActivitySourceName, s_version);

    public static readonly Counter<long> Requests = s_meter.CreateCounter<long>(R2MetricNames.Requests, description: "Operations that ended.");
    public static readonly Histogram<double> Duration = s_meter.CreateHistogram<double>(R2MetricNames.RequestDuration, "s", "Time to the headers of the last answer.");
    public static readonly Counter<long> Bytes = s_meter.CreateCounter<long>(R2MetricNames.BytesTransferred, description: "Bytes of bodies.");
    public static readonly Counter<long> Errors = s_meter.CreateCounter<long>(R2MetricNames.Errors, description: "Operations that failed.");
    public static readonly Counter<long> Retries = s_meter.CreateCounter<long>(R2MetricNames.Retries, description: "Repeats.");
    public static readonly Counter<long> Parts = s_meter.CreateCounter<long>(R2MetricNames.MultipartParts, description: "Parts of multipart uploads.");

    private static readonly ObservableGauge<int> s_breakers = s_meter.CreateObservableGauge(R2MetricNames.CircuitBreakerState, Breakers, description: "0 closed, 1 open, 2 half-open.");
    private static readonly ObservableUpDownCounter<long> s_pool = s_meter.CreateObservableUpDownCounter(R2MetricNames.ConnectionPoolSize, Connections, description: "Open connections.");

    /// <summary>Whether anybody listens to what happens to single requests.</summary>
    public static bool Enabled =>
        Requests.Enabled || Duration.Enabled || Bytes.Enabled || Errors.Enabled || Retries.Enabled || Parts.Enabled || Activities.HasListeners();

    public static void Add(ClientTelemetry client) => s_clients.Add(client, s_clients);

    private static IEnumerable<Measurement<int>> Breakers() => s_clients
        .SelectMany(static client => client.Key.Breakers)
        .Select(static breaker => new Measurement<int>((int)breaker.State, new("server.address", breaker.Endpoint), new("bucket", breaker.Bucket)));

    private static IEnumerable<Measurement<long>> Connections() => s_clients
        .GroupBy(static client => client.Key.Host)
        .Select(static host => new Measurement<long>(host.Sum(static client => client.Key.Connections), new KeyValuePair<string, object?>("server.address", host.Key)));
}
