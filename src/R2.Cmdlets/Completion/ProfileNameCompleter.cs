using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Completion;

/// <summary>Names of the user's profiles. Their file alone is read: no vault, no connection.</summary>
internal sealed class ProfileNameCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request)
    {
        ProfileDocument document = ProfileFile.OfUser(Environment.GetEnvironmentVariable).Read();
        return document.Profiles.Keys
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionItem(name, name.Equals(document.Default, StringComparison.OrdinalIgnoreCase) ? "profile, the default" : "profile"));
    }
}
