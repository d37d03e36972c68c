using R2.Models;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Custom domains of the bucket that the command line names.</summary>
internal sealed class DomainCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request) => AskApi(request, "domains", static async (api, bucket, cancellation) =>
    {
        IReadOnlyList<R2BucketDomain> domains = await api.ListDomainsAsync(bucket, cancellation).ConfigureAwait(false);
        return [.. domains.Select(static domain => new CompletionItem(domain.Domain, $"{(domain.Enabled ? "enabled" : "disabled")}, certificate {domain.Ssl}"))];
    });
}
