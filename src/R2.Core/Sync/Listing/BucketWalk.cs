using System.Runtime.CompilerServices;
using R2.Listing;
using R2.Models;

namespace R2.Sync.Listing;

/// <summary>The objects below a prefix, in the order of their keys, the next page being on its way while one is taken. A list that is not in order, or not to its end, is an exception.</summary>
/// <param name="location">Bucket and prefix.</param>
/// <param name="atOnce">Requests at once at most, if the list is long and slow.</param>
internal sealed class BucketWalk(R2SyncLocation location, int atOnce)
{
    private readonly string _prefix = location.Prefix;

    /// <param name="sorted">Whether the caller puts the keys in order; otherwise one that is out of order is an exception.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<SyncEntry> EnumerateAsync(bool sorted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsOptions options = new() { Prefix = _prefix.Length == 0 ? null : _prefix, RequestsAtOnce = Math.Min(atOnce, ListLimits.Usual) };
        IAsyncEnumerator<R2ObjectPage> pages = location.Client!.EnumerateObjectPagesAsync(location.BucketName!, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        Task<bool> next = pages.MoveNextAsync().AsTask();
        try
        {
            string? last = null;
            while (await TakeAsync(next).ConfigureAwait(false))
            {
                R2ObjectPage page = pages.Current;
                next = page.IsTruncated ? pages.MoveNextAsync().AsTask() : Task.FromResult(false);
                foreach (R2Object item in page.Objects)
                {
                    if (!item.Key.StartsWith(_prefix, StringComparison.Ordinal))
                    {
                        throw OutOfOrder($"it has '{item.Key}', which begins with another spelling of '{_prefix}'");
                    }

                    if (item.Key.Length == _prefix.Length)
                    {
                        // The marker of the folder itself.
                        continue;
                    }

                    if (last is not null && (sorted ? item.Key == last : KeyOrder.Compare(item.Key, last) <= 0))
                    {
                        throw item.Key == last ? OutOfOrder($"it has '{item.Key}' twice") : new UnorderedKeysException();
                    }

                    last = item.Key;
                    yield return new SyncEntry { Key = item.Key[_prefix.Length..], Size = item.Size, ETag = item.ETag, LastModified = item.LastModified };
                }
            }
        }
        finally
        {
            await next.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            await pages.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> TakeAsync(Task<bool> next)
    {
        try
        {
            return await next.ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind is not (R2ErrorKind.NotFound or R2ErrorKind.Denied or R2ErrorKind.Unauthenticated or R2ErrorKind.Closed))
        {
            throw new R2Exception(R2ErrorCodes.SyncListingIncomplete, $"The listing of '{location}' broke off, and nothing was changed: {e.Message}", e) { BucketName = location.BucketName };
        }
    }

    private R2Exception OutOfOrder(string why) =>
        new(R2ErrorCodes.SyncListingOutOfOrder, $"The listing of '{location}' is not in order: {why}. Nothing was changed.") { BucketName = location.BucketName };
}
