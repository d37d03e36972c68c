using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using R2.Cmdlets.Completion;
using R2.Cmdlets.Completion.Completers;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Completion;

/// <summary>Names of vaults and their secrets, by a SecretManagement that is found in the module path of the process.</summary>
[Collection(ProcessState.Name)]
public sealed class VaultCompletionTests : CmdletTest
{
    public VaultCompletionTests() => R2.Cmdlets.Connections.RunspaceState.Of(Session.Runspace).Completion = new CompletionCache(new CompletionTime());

    [Fact]
    public void VaultsAndSecrets_AreThoseOfSecretManagement()
    {
        const string Module = "Microsoft.PowerShell.SecretManagement";
        WriteFile($"modules/{Module}/{Module}.psm1", """
            function Get-SecretVault { foreach ($n in 'local', 'it is remote') { [pscustomobject]@{ Name = $n; ModuleName = 'Store' } } }
            function Get-SecretInfo { param($Vault) if ($Vault -eq 'locked') { $ErrorActionPreference = 'Stop'; $null = $host.UI.ReadLine() }; [pscustomobject]@{ Name = "secret-of-$Vault"; VaultName = $Vault } }
            """);
        string? before = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", Path.Combine(Folder, "modules") + Path.PathSeparator + before);
        try
        {
            Runspace.DefaultRunspace = Session.Runspace;

            Assert.Equal(["local", "'it is remote'"], Direct(new VaultNameCompleter(), "", []));
            Assert.Equal(["local"], Direct(new VaultNameCompleter(), "lo", []));
            Assert.Equal(["secret-of-local"], Direct(new SecretNameCompleter(), "", new Hashtable { ["VaultName"] = "local" }));
            Assert.Empty(Direct(new SecretNameCompleter(), "", new Hashtable { ["VaultName"] = "locked" }));
        }
        finally
        {
            Runspace.DefaultRunspace = null;
            Environment.SetEnvironmentVariable("PSModulePath", before);
        }
    }

    private static IEnumerable<string> Direct(IArgumentCompleter completer, string word, Hashtable bound) =>
        completer.CompleteArgument("", "Name", word, null!, bound).Select(static result => result.CompletionText);
}
