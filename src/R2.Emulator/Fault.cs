namespace R2.Emulator;

/// <summary>
/// Something to go wrong, made by a factory method and narrowed with <c>with</c>:
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

    /// <summary>The S3 operation it happens to, as in "PutObject"; null for any.</summary>
    public string? Operation { get; init; }

    /// <summary>The keys it happens to, with <c>*</c> and <c>?</c>; null for any, also for none.</summary>
    public string? KeyPattern { get; init; }

    /// <summary>How many matching requests pass unharmed first; null for none.</summary>
    public int? SkipFirst { get; init; }

    /// <summary>How often it happens; null for always.</summary>
    public int? Times { get; init; }

    /// <summary>Happens to one of so many matching requests, the first of them included; null for each.</summary>
    public int? Every { get; init; }

    /// <summary>Status of the answer.</summary>
    public int StatusCode { get; init; }

    /// <summary>Error code in the answer's document.</summary>
    public string? Code { get; init; }

    /// <summary>Value of the Retry-After header; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The delay, or the offset of the clock.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Number of bytes after which, or offset of the byte at which, it happens.</summary>
    public long Bytes { get; init; }

    /// <summary>Rate in bytes per second.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Answers with an error; the request's body is read and forgotten.</summary>
    public static Fault Status(int statusCode, string code, TimeSpan? retryAfter = null) =>
        new(FaultKind.Status) { StatusCode = statusCode, Code = code, RetryAfter = retryAfter };

    /// <summary>Waits before the operation.</summary>
    public static Fault Delay(TimeSpan duration) => new(FaultKind.Delay) { Duration = duration };

    /// <summary>Breaks the connection before anything is done or answered.</summary>
    public static Fault DropBeforeHeaders() => new(FaultKind.DropBeforeHeaders);

    /// <summary>Breaks the connection once that many bytes of the request's body have come; at the latest at its end.</summary>
    public static Fault DropRequestBodyAfter(long bytes) => new(FaultKind.DropRequestBody) { Bytes = bytes };

    /// <summary>Breaks the connection once that many bytes of the answer's body have left; at the latest at its end.</summary>
    public static Fault DropResponseBodyAfter(long bytes) => new(FaultKind.DropResponseBody) { Bytes = bytes };

    /// <summary>Flips the byte at that offset of the request's body.</summary>
    public static Fault CorruptRequestByte(long offset) => new(FaultKind.CorruptRequestByte) { Bytes = offset };

    /// <summary>Flips the byte at that offset of the answer's body.</summary>
    public static Fault CorruptResponseByte(long offset) => new(FaultKind.CorruptResponseByte) { Bytes = offset };

    /// <summary>Limits the rate of the bodies in either direction.</summary>
    public static Fault Throttle(long bytesPerSecond) => new(FaultKind.Throttle) { BytesPerSecond = bytesPerSecond };

    /// <summary>Does the operation and loses the answer.</summary>
    public static Fault DropReply() => new(FaultKind.DropReply);

    /// <summary>Stops the answer's body after that many bytes, the connection staying open until the client leaves; an answer without a body never comes.</summary>
    public static Fault Stall(long afterBytes = 0) => new(FaultKind.Stall) { Bytes = afterBytes };

    /// <summary>Shifts the server's clock: a positive offset puts the server ahead.</summary>
    public static Fault ClockOffset(TimeSpan offset) => new(FaultKind.ClockOffset) { Duration = offset };

    /// <summary>Answers 200 with an error document.</summary>
    public static Fault ErrorIn200(string code) => new(FaultKind.ErrorIn200) { StatusCode = 200, Code = code };

    /// <summary>Keeps single keys of a DeleteObjects, and says so in its answer; the others go. <see cref="KeyPattern"/> and the counts are of keys then, not of requests.</summary>
    public static Fault RefuseKey(string code) => new(FaultKind.RefuseKey) { Operation = "DeleteObjects", StatusCode = 200, Code = code };
}
