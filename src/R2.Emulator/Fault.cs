namespace R2.Emulator;

/// <summary>
/// A fault to inject: made by a factory method, restricted with <c>with</c>:
/// <c>Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart", SkipFirst = 1, Times = 2 }</c>.
/// </summary>
public sealed record Fault
{
    private Fault(FaultKind kind)
    {
        Kind = kind;
    }

    /// <summary>What happens.</summary>
    public FaultKind Kind { get; }

    /// <summary>The S3 operation that fails, such as "PutObject"; null for any operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Pattern of the keys, with <c>*</c> and <c>?</c>; null for all requests, including those without a key.</summary>
    public string? KeyPattern { get; init; }

    /// <summary>Number of matching requests to skip first; null for none.</summary>
    public int? SkipFirst { get; init; }

    /// <summary>Maximum number of times that it happens; null for no limit.</summary>
    public int? Times { get; init; }

    /// <summary>Happens to every nth matching request, beginning with the first; null for every one.</summary>
    public int? Every { get; init; }

    /// <summary>Status of the response.</summary>
    public int StatusCode { get; init; }

    /// <summary>Error code in the response's document.</summary>
    public string? Code { get; init; }

    /// <summary>Value of the Retry-After header; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The delay, or the offset of the clock.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Number of bytes after which it happens, or offset of the byte that it changes.</summary>
    public long Bytes { get; init; }

    /// <summary>Rate in bytes per second.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Responds with an error; the request's body is read and discarded.</summary>
    public static Fault Status(int statusCode, string code, TimeSpan? retryAfter = null) =>
        new(FaultKind.Status) { StatusCode = statusCode, Code = code, RetryAfter = retryAfter };

    /// <summary>Waits before the operation.</summary>
    public static Fault Delay(TimeSpan duration) => new(FaultKind.Delay) { Duration = duration };

    /// <summary>Breaks the connection before the operation runs and before any response.</summary>
    public static Fault DropBeforeHeaders() => new(FaultKind.DropBeforeHeaders);

    /// <summary>Breaks the connection after this many bytes of the request's body, or at its end.</summary>
    public static Fault DropRequestBodyAfter(long bytes) => new(FaultKind.DropRequestBody) { Bytes = bytes };

    /// <summary>Breaks the connection after this many bytes of the response's body, or at its end.</summary>
    public static Fault DropResponseBodyAfter(long bytes) => new(FaultKind.DropResponseBody) { Bytes = bytes };

    /// <summary>Flips the byte at this offset of the request's body.</summary>
    public static Fault CorruptRequestByte(long offset) => new(FaultKind.CorruptRequestByte) { Bytes = offset };

    /// <summary>Flips the byte at this offset of the response's body.</summary>
    public static Fault CorruptResponseByte(long offset) => new(FaultKind.CorruptResponseByte) { Bytes = offset };

    /// <summary>Limits the transfer rate of both bodies.</summary>
    public static Fault Throttle(long bytesPerSecond) => new(FaultKind.Throttle) { BytesPerSecond = bytesPerSecond };

    /// <summary>Runs the operation and drops the response.</summary>
    public static Fault DropReply() => new(FaultKind.DropReply);

    /// <summary>Stops the response's body after this many bytes and keeps the connection open until the client closes it. A response without a body is never sent.</summary>
    public static Fault Stall(long afterBytes = 0) => new(FaultKind.Stall) { Bytes = afterBytes };

    /// <summary>Shifts the server's clock; a positive offset sets it ahead.</summary>
    public static Fault ClockOffset(TimeSpan offset) => new(FaultKind.ClockOffset) { Duration = offset };

    /// <summary>Responds 200 with an error document.</summary>
    public static Fault ErrorIn200(string code) => new(FaultKind.ErrorIn200) { StatusCode = 200, Code = code };

    /// <summary>Refuses single keys of a DeleteObjects request; the other keys are deleted. <see cref="KeyPattern"/> and the counts then apply to keys, not to requests.</summary>
    public static Fault RefuseKey(string code) => new(FaultKind.RefuseKey) { Operation = "DeleteObjects", StatusCode = 200, Code = code };
}
