using System.Management.Automation;
using System.Net.Sockets;
using R2.Models;

namespace R2.Cmdlets.Errors;

/// <summary>The one place where exceptions become error records: a stable id, a category, the address of what failed, and what to do about it.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception exception, object? target)
    {
        if (exception is IContainsErrorRecord { ErrorRecord: ErrorRecord known } and not WildcardPatternException)
        {
            return new ErrorRecord(known, exception);
        }

        string code = CodeOf(exception);
        object? subject = exception is R2Exception { Address.Length: > 0 } failure ? failure.Address : target;
        ErrorRecord record = new(exception, "R2." + code, CategoryOf(code, exception), subject)
        {
            ErrorDetails = new ErrorDetails(Describe(exception)) { RecommendedAction = Remedies.For(code, exception) },
        };
        // The object is the address itself, for scripts; its name is what is shown.
        record.CategoryInfo.TargetName = PrintableText.Of(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>A key that DeleteObjects refused.</summary>
    public static ErrorRecord From(R2DeleteResult refused) => From(
        new R2Exception(refused.ErrorCode!, refused.ErrorMessage ?? "The key was refused.")
        {
            BucketName = refused.BucketName,
            Key = refused.Key,
            Operation = "DeleteObjects",
            RequestId = refused.RequestId,
            Attempts = refused.Attempts,
            IsRetryable = refused.IsRetryable,
        },
        refused);

    // Errors of one pipeline look alike without the address: a response to HEAD, for one, has no message.
    private static string Describe(Exception exception) =>
        PrintableText.OfLines(exception is R2Exception { Address.Length: > 0 } failure && !failure.Message.Contains(PrintableText.OfLines(failure.Key ?? failure.Address), StringComparison.Ordinal)
            ? $"{failure.Address}: {failure.Message}"
            : exception.Message);

    private static string CodeOf(Exception exception) => exception switch
    {
        R2Exception e => e.Code,
        FileNotFoundException or DirectoryNotFoundException => "FileNotFound",
        UnauthorizedAccessException => "FileAccessDenied",
        IOException => "FileError",
        TimeoutException or OperationCanceledException => R2ErrorCodes.Timeout,
        SocketException => "PortUnavailable",
        ObjectDisposedException => R2ErrorCodes.ConnectionClosed,
        ArgumentException or WildcardPatternException => R2ErrorCodes.InvalidArgument,
        _ => ModuleErrors.Unexpected,
    };

    private static ErrorCategory CategoryOf(string code, Exception exception) =>
        ModuleErrors.CategoryOf(code) ?? CategoryOf((exception as R2Exception ?? new R2Exception(code, exception.Message)).Kind);

    private static ErrorCategory CategoryOf(R2ErrorKind kind) => kind switch
    {
        R2ErrorKind.Unauthenticated => ErrorCategory.AuthenticationError,
        R2ErrorKind.Denied => ErrorCategory.PermissionDenied,
        R2ErrorKind.Unsafe => ErrorCategory.SecurityError,
        R2ErrorKind.NotFound or R2ErrorKind.Missing => ErrorCategory.ObjectNotFound,
        R2ErrorKind.Exists => ErrorCategory.ResourceExists,
        R2ErrorKind.Precondition => ErrorCategory.InvalidOperation,
        R2ErrorKind.Busy => ErrorCategory.ResourceBusy,
        R2ErrorKind.Throttled => ErrorCategory.LimitsExceeded,
        R2ErrorKind.Server or R2ErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        R2ErrorKind.NotImplemented => ErrorCategory.NotImplemented,
        R2ErrorKind.Network or R2ErrorKind.Closed => ErrorCategory.ConnectionError,
        R2ErrorKind.Timeout => ErrorCategory.OperationTimeout,
        R2ErrorKind.InvalidResponse or R2ErrorKind.Damaged or R2ErrorKind.InvalidData => ErrorCategory.InvalidData,
        R2ErrorKind.Unreadable => ErrorCategory.ReadError,
        R2ErrorKind.Unwritable => ErrorCategory.WriteError,
        _ => ErrorCategory.InvalidArgument,
    };
}
