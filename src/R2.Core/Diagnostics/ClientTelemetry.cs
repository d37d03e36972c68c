using System.Collections.Concurrent;
using R2.Diagnostics.Metrics;

namespace R2.Diagnostics;

/// <summary>Where one client's counts go: to the process's instruments, for who listens to them, and to the collector that the client was given.</summary>
internal sealed class ClientTelemetry
{
    private ConcurrentDictionary<string, R2BreakerState>? _breakers;
    private readonly R2MetricCollector? _collector;
    private long _connections;

    public ClientTelemetry(R2MetricCollector? collector, Uri endpoint)
    {
        (_collector, Host) = (collector, endpoint.Host);
        collector?.Attach(this);
        Instruments.Add(this);
    }

    public string Host { get; }

    /// <summary>Whether there is anybody to count for; asked once for each request.</summary>
    public bool IsListenedTo => _collector is not null || Instruments.Enabled;

    public long Connections => Interlocked.Read(ref _connections);

    public IEnumerable<R2BreakerMetric> Breakers => Volatile.Read(ref _breakers)?.Select(breaker => new R2BreakerMetric(Host, breaker.Key, breaker.Value)) ?? [];

    public void Ended(string operation, string status, TimeSpan duration)
    {
        Instruments.Requests.Add(1, new("operation", operation), new("status", status));
        Instruments.Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("operation", operation));
        _collector?.Ended(operation, status, duration);
        if (operation == "CreateMultipartUpload" && status == "200")
        {
            _collector?.UploadBegan?.Invoke();
        }
    }

    public void Failed(string operation, string errorType)
    {
        Instruments.Errors.Add(1, new("operation", operation), new("error_type", errorType));
        _collector?.Errors.Add((operation, errorType));
    }

    /// <param name="operation">Operation.</param>
    /// <param name="attempt">Number of the attempt that follows, from 2.</param>
    public void Retried(string operation, int attempt)
    {
        Instruments.Retries.Add(1, new("operation", operation), new("attempt", attempt));
        _collector?.Retries.Add((operation, attempt));
    }

    public void Moved(string operation, string direction, int bytes)
    {
        Instruments.Bytes.Add(bytes, new("operation", operation), new("direction", direction));
        _collector?.Bytes.Add((operation, direction), bytes);
    }

    public void Part(string status)
    {
        Instruments.Parts.Add(1, new KeyValuePair<string, object?>("status", status));
        _collector?.Parts.Add(status);
    }

    /// <summary>An attempt was answered, for which R2 may want money.</summary>
    public void Answered(string operation, int status, bool infrequentAccess) => _collector?.Billing.Count(operation, status, infrequentAccess);

    public void Retrieved(int bytes) => _collector?.Billing.Retrieve(bytes);

    public void Broke(string bucket, R2BreakerState state) => LazyInitializer.EnsureInitialized(ref _breakers)[bucket] = state;

    public void Connected() => Interlocked.Increment(ref _connections);

    public void Disconnected() => Interlocked.Decrement(ref _connections);
}
