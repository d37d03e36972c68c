using System.Runtime.CompilerServices;

namespace R2.Sync.Listing;

/// <summary>What is read at once, as a stream that others wait for.</summary>
internal static class AsyncEntries
{
    public static async IAsyncEnumerable<T> ToAsync<T>(this IEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (T item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
