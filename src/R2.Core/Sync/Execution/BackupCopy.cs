using System.Globalization;
using R2.Checksums;
using R2.Models;
using R2.Sync.Listing;

namespace R2.Sync.Execution;

/// <summary>Keeps what is replaced or deleted under another prefix of the destination's bucket. An earlier backup is not replaced: the new one gets the time of the run.</summary>
internal sealed class BackupCopy(SyncRun run)
{
    private readonly string? _prefix = run.Options.BackupPrefix is { } prefix ? (prefix.EndsWith('/') ? prefix : prefix + "/") : null;

    /// <exception cref="R2Exception">It cannot be kept, so it must not be replaced.</exception>
    public async Task KeepAsync(SyncEntry entry, CancellationToken cancellationToken)
    {
        if (_prefix is null)
        {
            return;
        }

        try
        {
            await CopyAsync(entry, _prefix + entry.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind == R2ErrorKind.Precondition && e.Operation == "CopyObject")
        {
            string key = _prefix + entry.Key;
            R2ObjectInfo there = await run.Destination.Client!.HeadObjectAsync(run.Destination.BucketName!, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (there.Size != entry.Size || !ETags.Same(there.ETag, entry.ETag))
            {
                await CopyAsync(entry, string.Create(CultureInfo.InvariantCulture, $"{key}~{run.Began.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}"), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(SyncEntry entry, string key, CancellationToken cancellationToken)
    {
        R2CopyRequest request = new()
        {
            SourceBucketName = run.Destination.BucketName!,
            SourceKey = run.Destination.Prefix + entry.Key,
            BucketName = run.Destination.BucketName!,
            Key = key,
            Options = new CopyObjectOptions { SourceConditions = new R2Conditions { IfMatch = entry.ETag }, DestinationConditions = new R2Conditions { IfNoneMatch = "*" } },
            OnEvent = run.Options.OnEvent,
        };
        try
        {
            await run.DestinationTransfers!.CopyAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind is R2ErrorKind.Precondition or R2ErrorKind.NotFound && e.Operation == "HeadObject")
        {
            throw run.DestinationChanged(entry.Key, e);
        }
    }
}
