using R2.Cmdlets.Profiles;

namespace R2.Cmdlets.Completion.Completers;

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
