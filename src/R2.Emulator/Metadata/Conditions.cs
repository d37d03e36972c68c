using R2.Emulator.Routing;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Metadata;

/// <summary>The four conditions of HTTP (https://www.rfc-editor.org/rfc/rfc9110#section-13), with any prefix of their headers.</summary>
internal sealed record Conditions(string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    public static Conditions Read(S3Request request, string prefix = "") => new(
        request.Header(prefix + "If-Match"),
        request.Header(prefix + "If-None-Match"),
        HttpDate.Parse(request.Header(prefix + "If-Modified-Since")),
        HttpDate.Parse(request.Header(prefix + "If-Unmodified-Since")));

    /// <summary>
    /// Whether If-Match and If-Unmodified-Since hold; the former has precedence. Unlike in HTTP, the second of the last
    /// change itself does not count as unmodified (https://github.com/cloudflare/workers-sdk, packages/miniflare/src/workers/r2/validator.worker.ts).
    /// </summary>
    public bool PreconditionsHold(StoredObject? stored)
    {
        if (stored is null)
        {
            return IfMatch is null;
        }

        return IfMatch is not null
            ? Names(IfMatch, stored.ETag, weakly: false)
            : IfUnmodifiedSince is null || Seconds(stored.LastModified) < IfUnmodifiedSince;
    }

    /// <summary>Whether If-None-Match and If-Modified-Since hold; the former has precedence.</summary>
    public bool ValidatorsHold(StoredObject? stored)
    {
        if (stored is null)
        {
            return IfModifiedSince is null;
        }

        return IfNoneMatch is not null
            ? !Names(IfNoneMatch, stored.ETag, weakly: true)
            : IfModifiedSince is null || Seconds(stored.LastModified) > IfModifiedSince;
    }

    public bool Hold(StoredObject? stored) => PreconditionsHold(stored) && ValidatorsHold(stored);

    private static bool Names(string tags, string etag, bool weakly)
    {
        foreach (string entry in tags.Split(','))
        {
            string tag = entry.Trim();
            bool isWeak = tag.StartsWith("W/", StringComparison.Ordinal);
            if (tag == "*" || ((weakly || !isWeak) && (isWeak ? tag[2..] : tag).Trim('"') == etag))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>HTTP dates have whole seconds, so the stored time is truncated before the comparison.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset date) => date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond));
}
