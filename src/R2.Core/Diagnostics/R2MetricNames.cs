namespace R2;

/// <summary>Names of the metrics, the same for the Meter's instruments and in Prometheus text.</summary>
public static class R2MetricNames
{
    /// <summary>Operations that ended, by operation and status: of the last response, <c>none</c> where there was none, <c>cancelled</c> where the caller ended it.</summary>
    public const string Requests = "r2_requests_total";

    /// <summary>Histogram of the time from the call to the headers of the last response, repeats and upload included, in seconds, by operation.</summary>
    public const string RequestDuration = "r2_request_duration_seconds";

    /// <summary>Bytes of bodies, by operation and direction (<c>upload</c>, <c>download</c>); what is sent again counts again.</summary>
    public const string BytesTransferred = "r2_bytes_transferred_total";

    /// <summary>Operations that failed, by operation and kind of error.</summary>
    public const string Errors = "r2_errors_total";

    /// <summary>Repeats, by operation and the number of the attempt that follows, from 2.</summary>
    public const string Retries = "r2_retries_total";

    /// <summary>State of the circuit breakers, the worst of all: 0 closed, 1 open, 2 half-open.</summary>
    public const string CircuitBreakerState = "r2_circuit_breaker_state";

    /// <summary>Parts of multipart uploads, by status: <c>started</c>, and then <c>completed</c>, <c>failed</c> or <c>aborted</c>.</summary>
    public const string MultipartParts = "r2_multipart_parts_total";

    /// <summary>Connections that are open, idle ones included.</summary>
    public const string ConnectionPoolSize = "r2_connection_pool_size";
}
