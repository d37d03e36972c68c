using System.Management.Automation;

namespace R2.Cmdlets.Errors;

/// <summary>Errors of the module itself, in addition to those of the library, and their categories.</summary>
internal static class ModuleErrors
{
    public const string Unexpected = "Unexpected";

    private static readonly Dictionary<string, ErrorCategory> s_categories = new(StringComparer.Ordinal)
    {
        ["AccountRequired"] = ErrorCategory.InvalidArgument,
        ["ApiTokenInactive"] = ErrorCategory.AuthenticationError,
        ["ApiTokenRequired"] = ErrorCategory.AuthenticationError,
        ["BucketRequired"] = ErrorCategory.InvalidArgument,
        ["CredentialRequired"] = ErrorCategory.InvalidArgument,
        ["DriveNotFound"] = ErrorCategory.ObjectNotFound,
        ["DriveNotSupported"] = ErrorCategory.NotImplemented,
        ["DomainNotActive"] = ErrorCategory.ResourceUnavailable,
        ["EmptyFilter"] = ErrorCategory.InvalidArgument,
        ["EmulatorStoreUnusable"] = ErrorCategory.ResourceUnavailable,
        ["FileAccessDenied"] = ErrorCategory.PermissionDenied,
        ["FileError"] = ErrorCategory.ResourceUnavailable,
        ["FileNotFound"] = ErrorCategory.ObjectNotFound,
        ["FolderNotEmpty"] = ErrorCategory.InvalidOperation,
        ["InputObjectNotBound"] = ErrorCategory.InvalidArgument,
        ["InvalidAge"] = ErrorCategory.InvalidArgument,
        ["InvalidSecret"] = ErrorCategory.InvalidData,
        ["InvalidSseCustomerKey"] = ErrorCategory.InvalidArgument,
        ["JobFailed"] = ErrorCategory.OperationStopped,
        ["KeyIsFolder"] = ErrorCategory.InvalidArgument,
        ["KeyRequired"] = ErrorCategory.InvalidArgument,
        ["LockRuleNotFound"] = ErrorCategory.ObjectNotFound,
        ["LockRulesChanged"] = ErrorCategory.InvalidOperation,
        ["MetricFileBusy"] = ErrorCategory.ResourceBusy,
        ["MetricFileForeign"] = ErrorCategory.InvalidData,
        ["NoEmulator"] = ErrorCategory.ObjectNotFound,
        ["MigrationSourceUnreachable"] = ErrorCategory.ConnectionError,
        ["MigrationTargetUnreachable"] = ErrorCategory.ConnectionError,
        ["NoParts"] = ErrorCategory.InvalidArgument,
        ["NotConnected"] = ErrorCategory.ConnectionError,
        ["NothingToWrite"] = ErrorCategory.InvalidArgument,
        ["ObjectTooLarge"] = ErrorCategory.InvalidArgument,
        ["PortUnavailable"] = ErrorCategory.ResourceBusy,
        ["ProfileFileBroken"] = ErrorCategory.InvalidData,
        ["ProfileFileBusy"] = ErrorCategory.ResourceBusy,
        ["ProfileFileExposed"] = ErrorCategory.SecurityError,
        ["ProfileFileNewer"] = ErrorCategory.InvalidData,
        ["ProfileNotFound"] = ErrorCategory.ObjectNotFound,
        ["QueueNotFound"] = ErrorCategory.ObjectNotFound,
        ["SecretManagementMissing"] = ErrorCategory.NotInstalled,
        ["SecretNotFound"] = ErrorCategory.ObjectNotFound,
        ["SimulationRunning"] = ErrorCategory.ResourceExists,
        ["UndecodableContent"] = ErrorCategory.InvalidData,
        ["UnencodableText"] = ErrorCategory.InvalidData,
        ["UnknownOperation"] = ErrorCategory.InvalidArgument,
        ["VaultFailed"] = ErrorCategory.ResourceUnavailable,
        ["VaultLocked"] = ErrorCategory.AuthenticationError,
        ["VaultNotRegistered"] = ErrorCategory.ObjectNotFound,
        ["ZoneNotFound"] = ErrorCategory.ObjectNotFound,
        [Unexpected] = ErrorCategory.InvalidResult,
    };

    public static IReadOnlyCollection<string> Codes => s_categories.Keys;

    /// <summary>Category of an error of the module; null for other codes.</summary>
    public static ErrorCategory? CategoryOf(string code) => s_categories.TryGetValue(code, out ErrorCategory category) ? category : null;
}
