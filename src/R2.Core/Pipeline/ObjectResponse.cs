using System.Net;
using R2.Models;
using R2.Requests;

namespace R2.Pipeline;

/// <summary>
/// What a proper answer to GetObject and HeadObject looks like: a strong entity tag, a length, and exactly the bytes that were asked for. Caches and proxies may pass
/// over a range, and servers over a condition; wrong bytes are never handed on. https://www.rfc-editor.org/rfc/rfc9110#section-14
/// </summary>
internal static class ObjectResponse
{
    /// <summary>An object has 5 TiB at most, so no length is longer. https://developers.cloudflare.com/r2/platform/limits/</summary>
    public const long MaxBytes = 5L << 40;

    public static void Check(S3Response response)
    {
        string etag = response.ETag ?? throw response.Improper(response.DescribeETag());
        if (response.Request.Reading?.Conditions?.IfMatch is { } pinned && EntityTag.Parse(pinned) is { } wanted and not "*" && !string.Equals(wanted, etag, StringComparison.OrdinalIgnoreCase))
        {
            throw response.Improper($"the object with the ETag '{wanted}' was asked for, and it is about one with '{etag}'");
        }

        if (!response.Request.IsHead && response.Message.Headers.TransferEncodingChunked == true)
        {
            throw response.Improper("it comes in chunks without a length, so it could not be told from one that was cut short");
        }

        long length = response.Message.Content.Headers.ContentLength is >= 0 and <= MaxBytes and { } announced
            ? announced
            : throw response.Improper($"its Content-Length is {(response.Header("Content-Length") is { } text ? $"'{text}'" : "missing")}, so it could not be told from one that was cut short");
        CheckRange(response, etag, length);
    }

    private static void CheckRange(S3Response response, string etag, long length)
    {
        GetObjectOptions? asked = response.Request.Reading;
        string? range = response.Header("Content-Range");
        if (response.Message.StatusCode == HttpStatusCode.OK)
        {
            // HEAD has no bytes to be wrong, and HTTP knows ranges for GET alone. Part 1 of an object that was written in one request is the object, and so is a range of all of it.
            bool isAsked = response.Request.IsHead || (IsAsked(asked, 0, length - 1, length) && (asked?.PartNumber is null || !etag.Contains('-', StringComparison.Ordinal)));
            if (!isAsked || range is not null)
            {
                throw response.Improper($"{Wanted(asked)} asked for, and the whole object came{(range is null ? "" : $" with the Content-Range '{range}'")}");
            }

            return;
        }

        if (response.Message.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to, Length: { } size }
            || size > MaxBytes || to >= size || !IsAsked(asked, from, to, size))
        {
            throw response.Improper($"{Wanted(asked)} asked for, and it has {(range is null ? "no Content-Range" : $"the Content-Range '{range}'")}");
        }

        if (length != to - from + 1)
        {
            throw response.Improper($"its Content-Range '{range}' does not fit its Content-Length of {length}");
        }
    }

    /// <summary>What was asked for, cut at the object's end. Which bytes a part has is the server's to know; the first begins with the object.</summary>
    private static bool IsAsked(GetObjectOptions? asked, long from, long to, long size) => (asked?.Range, asked?.PartNumber) switch
    {
        ({ Start: null, End: { } last }, _) => from == Math.Max(0, size - last) && to == size - 1,
        ({ Start: { } first, End: var end }, _) => from == first && to == Math.Min(end ?? long.MaxValue, size - 1),
        (_, { } part) => part == 1 ? from == 0 : from > 0,
        _ => from == 0 && to == size - 1,
    };

    private static string Wanted(GetObjectOptions? asked) => (asked?.Range, asked?.PartNumber) switch
    {
        ({ } range, _) => $"the range '{range.Start}-{range.End}' was",
        (_, { } part) => $"part {part} was",
        _ => "no range was",
    };
}
