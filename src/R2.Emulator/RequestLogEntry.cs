namespace R2.Emulator;

/// <summary>A request that the emulator received. It is logged before the response is sent, so a client that has the response finds it in the log.</summary>
public sealed class RequestLogEntry
{
    /// <summary>Time at which it was received, by the emulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The S3 operation, such as "PutObject"; "Unknown" if it is not one.</summary>
    public required string Operation { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as received, without the signature and the session token of a presigned URL.</summary>
    public required string Target { get; init; }

    /// <summary>The bucket; null for requests to the account.</summary>
    public string? Bucket { get; init; }

    /// <summary>The decoded key; null for requests to a bucket or the account.</summary>
    public string? Key { get; init; }

    /// <summary>Kinds of faults that happened to it.</summary>
    public required IReadOnlyList<FaultKind> Faults { get; init; }

    /// <summary>Status of the response; 0 if the connection broke first.</summary>
    public int Status { get; internal set; }

    /// <summary>Error code of the response; null if it succeeded.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Number of bytes received of the request's body.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Number of bytes sent of the response's body; set when the last one has been sent.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Operation, target and status in one line.</summary>
    public override string ToString() => $"{Operation} {Method} {Target} {Status}";
}
