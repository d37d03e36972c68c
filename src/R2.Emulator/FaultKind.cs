namespace R2.Emulator;

/// <summary>What a <see cref="Fault"/> does.</summary>
public enum FaultKind
{
    /// <summary>Answers with an error instead of the operation.</summary>
    Status,

    /// <summary>Waits before the operation.</summary>
    Delay,

    /// <summary>Breaks the connection before anything is done or answered.</summary>
    DropBeforeHeaders,

    /// <summary>Breaks the connection while the request's body arrives.</summary>
    DropRequestBody,

    /// <summary>Breaks the connection while the answer's body leaves.</summary>
    DropResponseBody,

    /// <summary>Changes one byte of the request's body on its way in.</summary>
    CorruptRequestByte,

    /// <summary>Changes one byte of the answer's body on its way out.</summary>
    CorruptResponseByte,

    /// <summary>Limits the rate of both bodies.</summary>
    Throttle,

    /// <summary>Does the operation and breaks the connection instead of answering.</summary>
    DropReply,

    /// <summary>Stops the answer's body and keeps the connection open.</summary>
    Stall,

    /// <summary>Shifts the server's clock, as the Date header and the signature check see it.</summary>
    ClockOffset,

    /// <summary>Answers 200 with an error document, as CompleteMultipartUpload and CopyObject can; nothing is done.</summary>
    ErrorIn200,

    /// <summary>Refuses single keys within a DeleteObjects that succeeds.</summary>
    RefuseKey,
}
