using R2.Cmdlets.Connections;
using R2.Models;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Names of the account's buckets.</summary>
internal sealed class BucketNameCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request)
    {
        if (request.Connection is not { } connection)
        {
            return [];
        }

        IReadOnlyList<CompletionItem> buckets = request.Cache.Ask(connection, "buckets", cancellation => ListAsync(connection, cancellation));

        // A token for objects alone may list no buckets; the one of the connection is known all the same.
        return buckets.Count == 0 && connection.BucketName is { } own ? [new CompletionItem(own, "bucket of the connection")] : buckets;
    }

    private static async Task<IReadOnlyList<CompletionItem>> ListAsync(R2Connection connection, CancellationToken cancellation)
    {
        R2BucketPage page = await connection.Client.ListBucketsAsync(cancellationToken: cancellation).ConfigureAwait(false);
        return [.. page.Buckets.Select(static bucket => new CompletionItem(bucket.BucketName, $"bucket{(bucket.CreationDate is { } date ? $" of {date.LocalDateTime:d}" : "")}"))];
    }
}
