namespace R2.Emulator;

/// <summary>One request as the emulator saw it. It is logged before its answer leaves, so a client that has the answer finds it.</summary>
public sealed class RequestLogEntry
{
    /// <summary>When it came, by the emulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The S3 operation, as in "PutObject"; "Unknown" for what is none.</summary>
    public required string Operation { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query as they came, the signature and the session token of a presigned URL left out.</summary>
    public required string Target { get; init; }

    /// <summary>The bucket; null on the account.</summary>
    public string? Bucket { get; init; }

    /// <summary>The key, decoded; null on a bucket or the account.</summary>
    public string? Key { get; init; }

    /// <summary>Kinds of the faults that happened to it.</summary>
    public required IReadOnlyList<FaultKind> Faults { get; init; }

    /// <summary>Status of the answer; 0 when the connection broke before it.</summary>
    public int Status { get; internal set; }

    /// <summary>Error code of the answer; null when it was no error.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Bytes of the request's body that came.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Bytes of the answer's body that left; set when the last one has.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Operation, target and status in one line.</summary>
    public override string ToString() => $"{Operation} {Method} {Target} {Status}";
}
