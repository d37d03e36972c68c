namespace R2;

/// <summary>What was counted so far.</summary>
public sealed record R2Metric
{
    /// <summary>Operations that ended, well or not; one that is sent again counts once.</summary>
    public long Requests { get; init; }

    /// <summary>Operations that failed, and answers that broke off.</summary>
    public long Errors { get; init; }

    /// <summary>Attempts after the first.</summary>
    public long Retries { get; init; }

    /// <summary>Bytes of bodies sent; what was sent again counts again.</summary>
    public long BytesUploaded { get; init; }

    /// <summary>Bytes of bodies received.</summary>
    public long BytesDownloaded { get; init; }

    /// <summary>Class A operations: what writes and lists. Attempts count singly; those refused with 401 or 403 do not, for R2 does not charge them.</summary>
    public long ClassAOperations { get; init; }

    /// <summary>Class B operations: what reads.</summary>
    public long ClassBOperations { get; init; }

    /// <summary>Operations that are free: deletes and aborts.</summary>
    public long FreeOperations { get; init; }

    /// <summary>Those of <see cref="ClassAOperations"/> that are known to be on infrequent access storage, which costs more.</summary>
    public long InfrequentAccessClassAOperations { get; init; }

    /// <summary>Those of <see cref="ClassBOperations"/> that are known to be on infrequent access storage.</summary>
    public long InfrequentAccessClassBOperations { get; init; }

    /// <summary>Bytes read from infrequent access storage, which cost by the gigabyte.</summary>
    public long InfrequentAccessBytesRetrieved { get; init; }

    /// <summary>
    /// What the operations cost in US dollars by <see cref="R2Prices"/>, before the free amounts of the month and without rounding up to whole millions, both of
    /// which are the account's; storage is not in it.
    /// </summary>
    public decimal EstimatedCost { get; init; }

    /// <summary>Parts of multipart uploads that were begun.</summary>
    public long PartsStarted { get; init; }

    /// <summary>Parts that were stored.</summary>
    public long PartsCompleted { get; init; }

    /// <summary>Parts that failed.</summary>
    public long PartsFailed { get; init; }

    /// <summary>Parts that were cancelled.</summary>
    public long PartsAborted { get; init; }

    /// <summary>Connections open now, idle ones included.</summary>
    public long ConnectionPoolSize { get; init; }

    /// <summary>The worst state of all circuit breakers.</summary>
    public R2BreakerState CircuitBreakerState { get; init; }

    /// <summary>The circuit breakers, by bucket.</summary>
    public IReadOnlyList<R2BreakerMetric> CircuitBreakers { get; init; } = [];

    /// <summary>The same by operation.</summary>
    public IReadOnlyList<R2OperationMetric> Operations { get; init; } = [];
}
