using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Storage.Settings;

/// <summary>
/// A rule that keeps objects from being deleted and overwritten (https://developers.cloudflare.com/r2/buckets/bucket-locks/): for so long after they were written,
/// until a date, or, with neither, for ever.
/// </summary>
internal sealed record LockRule(string Id, bool Enabled, string? Prefix, long? MaxAgeSeconds, DateTimeOffset? Until)
{
    public bool Locks(StoredObject stored, DateTimeOffset now) =>
        Enabled
        && stored.Key.StartsWith(Prefix ?? string.Empty, StringComparison.Ordinal)
        && (MaxAgeSeconds is not { } age || (now - stored.LastModified).TotalSeconds < age)
        && (Until is not { } until || now < until);
}
