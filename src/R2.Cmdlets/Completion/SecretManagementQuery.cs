using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace R2.Cmdlets.Completion;

/// <summary>
/// Asks SecretManagement in a runspace of its own. That has no host, so that a locked vault has nobody to ask for its password: it fails, and Tab says nothing.
/// </summary>
internal static class SecretManagementQuery
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <param name="command">Command of the module.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>What the command emits, by <c>Name</c>.</returns>
    public static async Task<IReadOnlyList<CompletionItem>> RunAsync(string command, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = runspace;
        using CancellationTokenRegistration stop = cancellation.Register(() => shell.BeginStop(null, null));
        await InvokeAsync(shell.AddCommand("Import-Module").AddParameter("Name", Module).AddParameter("ErrorAction", "Stop")).ConfigureAwait(false);
        shell.Commands.Clear();
        shell.AddCommand(command);
        foreach ((string name, string value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        PSDataCollection<PSObject> found = await InvokeAsync(shell).ConfigureAwait(false);
        return [.. found.Select(item => new CompletionItem($"{item.Properties["Name"]?.Value}", $"{item.Properties["ModuleName"]?.Value ?? item.Properties["VaultName"]?.Value}"))];
    }

    private static Task<PSDataCollection<PSObject>> InvokeAsync(PowerShell shell) => Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke);
}
