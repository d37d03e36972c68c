namespace R2.Cmdlets.Completion.Completers;

/// <summary>Names of the secrets in the vault that the command line names, or in any.</summary>
internal sealed class SecretNameCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request)
    {
        string? vault = request.Text("VaultName");
        Dictionary<string, string> parameters = vault is null ? [] : new() { ["Vault"] = vault };
        return request.Cache.Ask(source: null, $"secrets of '{vault}'", cancellation => SecretManagementQuery.RunAsync("Get-SecretInfo", parameters, cancellation));
    }
}
