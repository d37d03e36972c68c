using System.Management.Automation;

namespace R2.Cmdlets.Common;

/// <summary>The one place where exceptions become error records: a stable id, a category, the address of what failed, and what to do about it.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception exception, object? target)
    {
        if (exception is IContainsErrorRecord { ErrorRecord: ErrorRecord known })
        {
            return new ErrorRecord(known, exception);
        }

        (string code, ErrorCategory category) = Classify(exception);
        return new ErrorRecord(exception, "R2." + code, category, target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = Remedies.For(code) },
        };
    }

    private static (string Code, ErrorCategory Category) Classify(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => ("FileNotFound", ErrorCategory.ObjectNotFound),
        UnauthorizedAccessException => ("FileAccessDenied", ErrorCategory.PermissionDenied),
        IOException => ("FileError", ErrorCategory.ResourceUnavailable),
        TimeoutException or OperationCanceledException => ("OperationTimeout", ErrorCategory.OperationTimeout),
        ArgumentException => ("InvalidArgument", ErrorCategory.InvalidArgument),
        _ => ("Unexpected", ErrorCategory.InvalidResult),
    };
}
