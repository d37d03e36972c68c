using System.Management.Automation;
using R2.Cmdlets.Errors;

namespace R2.Cmdlets.Drive;

/// <summary>Errors in the forms that the engine takes from a provider.</summary>
internal static class DriveErrors
{
    /// <summary>Readers and writers can only throw: the engine keeps the record of what has one, and gives everything else an id of its own.</summary>
    public static RuntimeException WithRecord(Exception exception)
    {
        ErrorRecord record = ErrorRecords.From(exception, null);
        return new RuntimeException(record.ErrorDetails.Message, exception, record);
    }

    /// <summary>A record that is written where the engine throws its exception, which then has to have the record.</summary>
    public static ErrorRecord ToBeThrown(R2Exception exception)
    {
        RuntimeException thrown = WithRecord(exception);
        return new ErrorRecord(thrown, thrown.ErrorRecord.FullyQualifiedErrorId, thrown.ErrorRecord.CategoryInfo.Category, thrown.ErrorRecord.TargetObject);
    }

    /// <summary>What the engine itself says of a path that does not exist.</summary>
    public static ErrorRecord NotFound(string path) =>
        new(new ItemNotFoundException($"Cannot find path '{PrintableText.Of(path)}' because it does not exist."), "PathNotFound", ErrorCategory.ObjectNotFound, path);
}
