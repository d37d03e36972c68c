using R2.Models;

namespace R2.Diagnostics.Metrics;

/// <summary>Sums a collector up for people.</summary>
internal static class R2MetricReader
{
    public static R2Metric Read(R2MetricCollector collector) => new()
    {
        Requests = collector.Requests.Sum(),
        Errors = collector.Errors.Sum(),
        Retries = collector.Retries.Sum(),
        BytesUploaded = collector.Bytes.Sum(static key => key.Direction == RequestTelemetry.Upload),
        BytesDownloaded = collector.Bytes.Sum(static key => key.Direction == RequestTelemetry.Download),
        ClassAOperations = collector.Billing.Of(BillingClass.A),
        ClassBOperations = collector.Billing.Of(BillingClass.B),
        FreeOperations = collector.Billing.Of(BillingClass.Free),
        InfrequentAccessClassAOperations = collector.Billing.OfInfrequentAccess(BillingClass.A),
        InfrequentAccessClassBOperations = collector.Billing.OfInfrequentAccess(BillingClass.B),
        InfrequentAccessBytesRetrieved = collector.Billing.RetrievedBytes,
        EstimatedCost = collector.Billing.Cost,
        PartsStarted = collector.Parts.Of(PartStatus.Started),
        PartsCompleted = collector.Parts.Of(PartStatus.Completed),
        PartsFailed = collector.Parts.Of(PartStatus.Failed),
        PartsAborted = collector.Parts.Of(PartStatus.Aborted),
        ConnectionPoolSize = collector.Connections,
        CircuitBreakerState = collector.WorstBreaker,
        CircuitBreakers = TextList<R2BreakerMetric>.Of(collector.Breakers),
        Operations = TextList<R2OperationMetric>.Of([.. collector.Durations().Select(entry => Read(collector, entry.Key, entry.Value))]),
    };

    private static R2OperationMetric Read(R2MetricCollector collector, string operation, DurationStatistics durations) => new()
    {
        Operation = operation,
        Requests = collector.Requests.Sum(key => key.Operation == operation),
        Errors = collector.Errors.Sum(key => key.Operation == operation),
        Retries = collector.Retries.Sum(key => key.Operation == operation),
        BytesUploaded = collector.Bytes.Of((operation, RequestTelemetry.Upload)),
        BytesDownloaded = collector.Bytes.Of((operation, RequestTelemetry.Download)),
        MeanMilliseconds = durations.MeanMilliseconds,
        MedianMilliseconds = durations.MillisecondsOf(0.5),
        P99Milliseconds = durations.MillisecondsOf(0.99),
    };
}
