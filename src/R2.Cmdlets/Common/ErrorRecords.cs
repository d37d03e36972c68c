using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using R2.Models;

namespace R2.Cmdlets.Common;

/// <summary>The one place where exceptions become error records: a stable id, a category, the address of what failed, and what to do about it.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception exception, object? target)
    {
        if (exception is IContainsErrorRecord { ErrorRecord: ErrorRecord known } and not WildcardPatternException)
        {
            return new ErrorRecord(known, exception);
        }

        (string code, ErrorCategory category) = Classify(exception);
        object? subject = exception is R2Exception { Address.Length: > 0 } failure ? failure.Address : target;
        ErrorRecord record = new(exception, "R2." + code, category, subject)
        {
            ErrorDetails = new ErrorDetails(Describe(exception)) { RecommendedAction = Remedies.For(code, (exception as R2Exception)?.Key) },
        };
        // The object is the address itself, for scripts; its name is what is shown.
        record.CategoryInfo.TargetName = PrintableText.Of(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>A key that DeleteObjects refused.</summary>
    public static ErrorRecord From(R2DeleteResult refused) => From(
        new R2Exception(refused.ErrorCode!, refused.ErrorMessage ?? "The key was refused.")
        {
            Bucket = refused.BucketName,
            Key = refused.Key,
            Operation = "DeleteObjects",
            RequestId = refused.RequestId,
            Attempts = refused.Attempts,
            IsRetryable = refused.IsRetryable,
        },
        refused);

    // Errors of one pipeline look alike without the address: an answer to HEAD, for one, has no text of its own.
    private static string Describe(Exception exception) =>
        PrintableText.OfLines(exception is R2Exception { Address.Length: > 0 } failure && !failure.Message.Contains(PrintableText.OfLines(failure.Key ?? failure.Address), StringComparison.Ordinal)
            ? $"{failure.Address}: {failure.Message}"
            : exception.Message);

    private static (string Code, ErrorCategory Category) Classify(Exception exception) => exception switch
    {
        R2Exception e => (e.Code, OfCode(e.Code) ?? OfStatus(StatusOf(e))),
        FileNotFoundException or DirectoryNotFoundException => ("FileNotFound", ErrorCategory.ObjectNotFound),
        UnauthorizedAccessException => ("FileAccessDenied", ErrorCategory.PermissionDenied),
        IOException => ("FileError", ErrorCategory.ResourceUnavailable),
        TimeoutException or OperationCanceledException => (R2ErrorCodes.Timeout, ErrorCategory.OperationTimeout),
        SocketException => ("PortUnavailable", ErrorCategory.ResourceBusy),
        ObjectDisposedException => (R2ErrorCodes.ConnectionClosed, ErrorCategory.ConnectionError),
        ArgumentException or WildcardPatternException => ("InvalidArgument", ErrorCategory.InvalidArgument),
        _ => ("Unexpected", ErrorCategory.InvalidResult),
    };

    /// <summary>Codes that say more than the status, or that come without one.</summary>
    private static ErrorCategory? OfCode(string code) => code switch
    {
        R2ErrorCodes.ConnectionFailed or R2ErrorCodes.ConnectionClosed or R2ErrorCodes.TlsFailed or "NotConnected" => ErrorCategory.ConnectionError,
        R2ErrorCodes.CircuitOpen => ErrorCategory.ResourceUnavailable,
        R2ErrorCodes.Timeout => ErrorCategory.OperationTimeout,
        R2ErrorCodes.InvalidResponse or R2ErrorCodes.SourceChanged or R2ErrorCodes.ChecksumMismatch or "BadDigest" or "InvalidDigest" or "IncompleteBody" or "XAmzContentSHA256Mismatch" =>
            ErrorCategory.InvalidData,
        R2ErrorCodes.InsecureEndpoint or R2ErrorCodes.UnsafePath => ErrorCategory.SecurityError,
        R2ErrorCodes.NotModified or R2ErrorCodes.ObjectChanged => ErrorCategory.InvalidOperation,
        R2ErrorCodes.TransferInProgress => ErrorCategory.ResourceBusy,
        R2ErrorCodes.TargetNotWritable or R2ErrorCodes.StateFolderNotWritable => ErrorCategory.WriteError,
        R2ErrorCodes.SourceUnreadable => ErrorCategory.ReadError,
        R2ErrorCodes.InvalidRecording or R2ErrorCodes.RecordingIncomplete or R2ErrorCodes.UnsupportedRecording => ErrorCategory.InvalidData,
        R2ErrorCodes.NotRecorded or R2ErrorCodes.RecordingNotFound => ErrorCategory.ObjectNotFound,
        R2ErrorCodes.RecordingFailed => ErrorCategory.WriteError,
        R2ErrorCodes.SimulationStopped => ErrorCategory.ConnectionError,
        "EmulatorStoreUnusable" => ErrorCategory.ResourceUnavailable,
        "SimulationRunning" => ErrorCategory.ResourceExists,
        R2ErrorCodes.NameNotUtf8 => ErrorCategory.ReadError,
        R2ErrorCodes.BrokenLink or "FileNotFound" or "ProfileNotFound" or "SecretNotFound" or "VaultNotRegistered" => ErrorCategory.ObjectNotFound,
        "SecretManagementMissing" => ErrorCategory.NotInstalled,
        "VaultLocked" or R2ErrorCodes.CredentialRenewalFailed or R2ErrorCodes.InvalidToken => ErrorCategory.AuthenticationError,
        "VaultFailed" => ErrorCategory.ResourceUnavailable,
        "InvalidSecret" or "ProfileFileBroken" or "ProfileFileNewer" or "UndecodableContent" or "UnencodableText" => ErrorCategory.InvalidData,
        "ProfileFileExposed" => ErrorCategory.SecurityError,
        "ProfileFileBusy" or "MetricFileBusy" => ErrorCategory.ResourceBusy,
        "MetricFileForeign" => ErrorCategory.InvalidData,
        "FileExists" or R2ErrorCodes.ObjectExists or R2ErrorCodes.RecordingExists => ErrorCategory.ResourceExists,
        _ => null,
    };

    /// <summary>What DeleteObjects says of a single key, and what comes under 200, has no status of its own.</summary>
    private static HttpStatusCode? StatusOf(R2Exception exception) => exception.StatusCode is not (null or HttpStatusCode.OK) ? exception.StatusCode : exception.Code switch
    {
        "AccessDenied" or "ObjectLockedByBucketPolicy" => HttpStatusCode.Forbidden,
        "NoSuchKey" or "NoSuchBucket" => HttpStatusCode.NotFound,
        "InternalError" => HttpStatusCode.InternalServerError,
        "SlowDown" or "ServiceUnavailable" or "TooManyRequests" => HttpStatusCode.ServiceUnavailable,
        _ => null,
    };

    private static ErrorCategory OfStatus(HttpStatusCode? status) => (int?)status switch
    {
        401 => ErrorCategory.AuthenticationError,
        403 => ErrorCategory.PermissionDenied,
        404 => ErrorCategory.ObjectNotFound,
        409 => ErrorCategory.ResourceExists,
        412 => ErrorCategory.InvalidOperation,
        429 or 503 => ErrorCategory.LimitsExceeded,
        501 => ErrorCategory.NotImplemented,
        >= 500 => ErrorCategory.ResourceUnavailable,
        // 400, 411 and 416, and what was refused before it was sent.
        _ => ErrorCategory.InvalidArgument,
    };
}
