using System.Management.Automation;

namespace R2.Cmdlets.Credentials;

/// <summary>
/// SecretManagement's own cmdlets, run in the user's session, where vaults are registered and unlocked. The module is looked for when it is first needed.
/// Only on a pipeline thread. https://learn.microsoft.com/powershell/module/microsoft.powershell.secretmanagement/
/// </summary>
internal static class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <exception cref="R2Exception">The module is missing, or the vault is not registered, locked, without such a secret or failing.</exception>
    public static object Read(VaultReference reference) => Run("Get-Secret", reference, new() { ["Name"] = reference.SecretName })?.BaseObject
        ?? throw VaultErrors.NotFound(reference);

    /// <exception cref="R2Exception">The module is missing, or the vault is not registered, locked or failing.</exception>
    public static void Write(VaultReference reference, object secret) => Run("Set-Secret", reference, new() { ["Name"] = reference.SecretName, ["Secret"] = secret });

    private static PSObject? Run(string command, VaultReference reference, Dictionary<string, object> parameters)
    {
        if (reference.VaultName is not null)
        {
            parameters["Vault"] = reference.VaultName;
        }

        try
        {
            try
            {
                return Invoke($"{Module}\\{command}", parameters);
            }
            catch (CommandNotFoundException)
            {
                // Modules may be loaded by hand alone in this session.
                Import();
                return Invoke($"{Module}\\{command}", parameters);
            }
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw VaultErrors.From(exception, reference);
        }
    }

    private static void Import()
    {
        try
        {
            Invoke("Microsoft.PowerShell.Core\\Import-Module", new() { ["Name"] = Module });
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw VaultErrors.ModuleMissing(Module, exception);
        }
    }

    /// <summary>A nested pipeline of this runspace: values go in as values, never as text of a script.</summary>
    private static PSObject? Invoke(string command, Dictionary<string, object> parameters)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand(command).AddParameters(parameters).AddParameter("ErrorAction", ActionPreference.Stop).Invoke().FirstOrDefault();
    }
}
