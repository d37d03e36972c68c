using R2.Files;
using R2.Models;
using R2.Sync.Listing;

namespace R2.Sync.Comparing;

/// <summary>Whether an object's headers and metadata are not what they should be, although its bytes are.</summary>
internal sealed class MetadataComparer(SyncRun run)
{
    public async Task<bool> DifferAsync(SyncEntry source, SyncEntry destination, CancellationToken cancellationToken)
    {
        if (run.Destination.IsFolder)
        {
            R2ObjectInfo from = await SyncRun.HeadAsync(run.Source, source, cancellationToken).ConfigureAwait(false);
            return KeptTime.Of(from.Metadata) is { } kept && !run.AreAlike(kept, destination.Stamp.Written);
        }

        R2ObjectInfo to = await SyncRun.HeadAsync(run.Destination, destination, cancellationToken).ConfigureAwait(false);
        return run.Source.IsFolder
            ? Differ(run.Options.Write, to) || !(KeptTime.Of(to.Metadata) is { } time && run.AreAlike(time, source.Stamp.Written))
            : Differ(await SyncRun.HeadAsync(run.Source, source, cancellationToken).ConfigureAwait(false), to);
    }

    private static bool Differ(PutObjectOptions wanted, R2ObjectInfo stored) =>
        IsOther(wanted.ContentType, stored.ContentType) || IsOther(wanted.CacheControl, stored.CacheControl) || IsOther(wanted.ContentDisposition, stored.ContentDisposition)
        || IsOther(wanted.ContentEncoding, stored.ContentEncoding) || IsOther(wanted.ContentLanguage, stored.ContentLanguage) || IsOther(wanted.StorageClass, stored.StorageClass)
        || wanted.Metadata?.Any(entry => stored.Metadata.GetValueOrDefault(entry.Key.ToLowerInvariant()) != entry.Value) == true;

    private static bool Differ(R2ObjectInfo from, R2ObjectInfo to) =>
        (from.ContentType, from.CacheControl, from.ContentDisposition, from.ContentEncoding, from.ContentLanguage, from.Expires)
            != (to.ContentType, to.CacheControl, to.ContentDisposition, to.ContentEncoding, to.ContentLanguage, to.Expires)
        || from.Metadata.Count != to.Metadata.Count
        || from.Metadata.Any(entry => to.Metadata.GetValueOrDefault(entry.Key) != entry.Value);

    private static bool IsOther(string? wanted, string? stored) => wanted is not null && wanted != stored;
}
