using System.Management.Automation;
using System.Management.Automation.Host;

namespace R2.Cmdlets.Credentials;

/// <summary>What can be wrong with a vault, each with a code of its own; the commands that mend it are in the remedies.</summary>
internal static class VaultErrors
{
    private static readonly string[] s_signsOfALock = ["locked", "unlock", "password is required", "NonInteractive", "non-interactive", "prompt", "user input"];

    public static R2Exception ModuleMissing(string module, Exception cause) => new("SecretManagementMissing", $"The module {module}, which reads vaults, is not installed.", cause);

    public static R2Exception NotFound(VaultReference reference, Exception? cause = null) => new("SecretNotFound", $"The secret does not exist: {reference}.", cause);

    public static R2Exception Invalid(VaultReference reference, string what) => new("InvalidSecret", $"The secret is not a credential ({reference}): {what}.");

    public static R2Exception From(RuntimeException exception, VaultReference reference)
    {
        string id = exception.ErrorRecord.FullyQualifiedErrorId;
        Exception cause = exception.ErrorRecord.Exception;
        return cause switch
        {
            _ when id.StartsWith("GetSecretVaultNotFound", StringComparison.Ordinal) || cause.Message.Contains("not found in registry", StringComparison.Ordinal) =>
                new("VaultNotRegistered", $"The vault is not registered: {reference}.", exception),
            _ when id.StartsWith("GetSecretNotFound", StringComparison.Ordinal) => NotFound(reference, exception),
            _ when IsLock(cause) => new("VaultLocked", $"The vault is locked, or needs input that this session cannot give ({reference}): {cause.Message}", exception),
            _ => new("VaultFailed", $"The vault failed ({reference}): {cause.Message}", exception),
        };
    }

    // By name: the type is SecretManagement's, which may not even be there.
    private static bool IsLock(Exception cause) =>
        cause.GetType().Name == "PasswordRequiredException"
        || cause is HostException
        || s_signsOfALock.Any(sign => cause.Message.Contains(sign, StringComparison.OrdinalIgnoreCase))
        || (cause.InnerException is { } inner && IsLock(inner));
}
