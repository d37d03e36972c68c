using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using R2.Diagnostics;
using R2.Diagnostics.Metrics;

namespace R2;

/// <summary>
/// Counts what the clients do that it is given to (<see cref="R2ClientOptions.Metrics"/>), and nothing of other clients of the process.
/// Safe for use by many threads at once.
/// </summary>
public sealed class R2MetricCollector
{
    private readonly ConcurrentDictionary<string, DurationHistogram> _durations = new();
    private readonly ConditionalWeakTable<ClientTelemetry, object> _clients = [];

    /// <summary>Called when an upload in parts has begun, before its first part, with what was counted so far.</summary>
    internal Action? UploadBegan { get; set; }

    internal CounterSet<(string Operation, string Status)> Requests { get; } = new();

    internal CounterSet<(string Operation, string ErrorType)> Errors { get; } = new();

    internal CounterSet<(string Operation, int Attempt)> Retries { get; } = new();

    internal CounterSet<(string Operation, string Direction)> Bytes { get; } = new();

    internal CounterSet<string> Parts { get; } = new();

    internal BillingTally Billing { get; } = new();

    internal IReadOnlyList<R2BreakerMetric> Breakers => [.. _clients
        .SelectMany(static client => client.Key.Breakers)
        .OrderBy(static breaker => (breaker.Endpoint, breaker.Bucket))];

    /// <summary>An open breaker is worse than one that is half-open.</summary>
    internal R2BreakerState WorstBreaker => Breakers.Select(static breaker => breaker.State).DefaultIfEmpty()
        .MaxBy(static state => state switch { R2BreakerState.Open => 2, R2BreakerState.HalfOpen => 1, _ => 0 });

    internal long Connections => _clients.Sum(static client => client.Key.Connections);

    /// <summary>The counters as they are now.</summary>
    public R2Metric Read() => R2MetricReader.Read(this);

    internal IReadOnlyList<KeyValuePair<string, DurationStatistics>> Durations() =>
        [.. _durations.Select(static entry => KeyValuePair.Create(entry.Key, entry.Value.Read())).OrderBy(static entry => entry.Key, StringComparer.Ordinal)];

    internal void Attach(ClientTelemetry client) => _clients.Add(client, client.Host);

    internal void Ended(string operation, string status, TimeSpan duration)
    {
        Requests.Add((operation, status));
        _durations.GetOrAdd(operation, static _ => new DurationHistogram()).Record(duration);
    }
}
