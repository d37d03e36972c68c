using R2.Cmdlets.Connections;
using R2.Models;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Ids of the account's migrations.</summary>
internal sealed class MigrationCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request) =>
        request.Connection is { HasApiToken: true } connection ? request.Cache.Ask(connection, "migrations", cancellation => ListAsync(connection, cancellation)) : [];

    private static async Task<IReadOnlyList<CompletionItem>> ListAsync(R2Connection connection, CancellationToken cancellation)
    {
        List<CompletionItem> items = [];
        await foreach (R2Migration migration in connection.Api.EnumerateMigrationsAsync(cancellation).ConfigureAwait(false))
        {
            items.Add(new CompletionItem(migration.MigrationId, $"{migration.Status}, {migration.Vendor}:{migration.SourceBucket} to {migration.BucketName}"));
        }

        return items;
    }
}
