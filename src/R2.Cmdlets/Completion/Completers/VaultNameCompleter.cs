namespace R2.Cmdlets.Completion.Completers;

/// <summary>Names of SecretManagement's vaults.</summary>
internal sealed class VaultNameCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request) => request.Cache.Ask(
        source: null, "vaults", static cancellation => SecretManagementQuery.RunAsync("Get-SecretVault", new Dictionary<string, string>(), cancellation));
}
