using R2.Cmdlets.Display;
using R2.Models;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Keys, folder by folder: up to the next slash behind what is typed.</summary>
internal class KeyCompleter : R2Completer
{
    private const string Delimiter = "/";

    // Keys are case-sensitive.
    private protected override StringComparison Comparison => StringComparison.Ordinal;

    private protected virtual bool WithObjects => true;

    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request)
    {
        string bucketParameter = request.Parameter is "DestinationKey" or "DestinationPrefix" ? "DestinationBucketName" : "BucketName";
        return AskBucket(request, bucketParameter, $"{(WithObjects ? "keys" : "prefixes")} from '{request.Word}'", (client, bucket, cancellation) => ListAsync(client, bucket, request.Word, cancellation));
    }

    private async Task<IReadOnlyList<CompletionItem>> ListAsync(R2Client client, string bucket, string word, CancellationToken cancellation)
    {
        R2ObjectPage page = await client.ListObjectsAsync(bucket, new() { Prefix = word, Delimiter = Delimiter }, cancellation).ConfigureAwait(false);
        IEnumerable<CompletionItem> prefixes = page.Prefixes.Select(static prefix => new CompletionItem(prefix.Prefix, "prefix"));
        return WithObjects ? [.. prefixes, .. page.Objects.Select(Item)] : [.. prefixes];
    }

    private static CompletionItem Item(R2Object item) => new(item.Key, $"{ByteSize.Format(item.Size)}, {item.LastModified?.LocalDateTime:g}");
}
