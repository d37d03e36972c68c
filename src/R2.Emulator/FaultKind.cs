namespace R2.Emulator;

/// <summary>What a <see cref="Fault"/> does.</summary>
public enum FaultKind
{
    /// <summary>Responds with an error instead of running the operation.</summary>
    Status,

    /// <summary>Waits before the operation.</summary>
    Delay,

    /// <summary>Breaks the connection before the operation runs and before any response.</summary>
    DropBeforeHeaders,

    /// <summary>Breaks the connection while the request's body arrives.</summary>
    DropRequestBody,

    /// <summary>Breaks the connection while the response's body is sent.</summary>
    DropResponseBody,

    /// <summary>Changes one byte of the request's body.</summary>
    CorruptRequestByte,

    /// <summary>Changes one byte of the response's body.</summary>
    CorruptResponseByte,

    /// <summary>Limits the transfer rate of both bodies.</summary>
    Throttle,

    /// <summary>Runs the operation and breaks the connection instead of responding.</summary>
    DropReply,

    /// <summary>Stops the response's body and keeps the connection open.</summary>
    Stall,

    /// <summary>Shifts the server's clock, which decides the Date header and the check of signatures.</summary>
    ClockOffset,

    /// <summary>Responds 200 with an error document, as CompleteMultipartUpload and CopyObject may; the operation does not run.</summary>
    ErrorIn200,

    /// <summary>Refuses single keys within a DeleteObjects that succeeds.</summary>
    RefuseKey,
}
