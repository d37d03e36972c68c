using System.IO.Compression;
using System.Text;
using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class MetadataChecks
{
    private static readonly PutObjectOptions s_headers = new()
    {
        ContentType = "text/plain; charset=utf-8",
        CacheControl = "max-age=60, no-transform",
        ContentDisposition = "attachment; filename=\"a b.txt\"",
        ContentLanguage = "de",
        Expires = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public static IEnumerable<Check> All =>
    [
        new("metadata.system-headers", SystemHeadersAsync),
        new("metadata.user", c => RoundTripAsync(c, new() { ["colour"] = "blue", ["mixed-case"] = "Some Text = 1; x", ["empty-not"] = "-" })),
        new("metadata.unicode", c => RoundTripAsync(c, new() { ["name"] = "Grüße, 世界 🎉", ["long"] = string.Concat(Enumerable.Repeat("äöü", 60)) })),
        new("metadata.what-no-header-carries", c => RoundTripAsync(c, new() { ["blanks"] = " two  blanks ", ["lines"] = "a\tb\r\nc", ["encoded"] = "=?utf-8?Q?raw?=", ["mixed"] = " ü =?utf-8?B?w7w=?=" })),
        new("metadata.stored-gzip-arrives-as-stored", GzipAsync),
        new("metadata.response-overrides", OverridesAsync),
    ];

    private static async Task SystemHeadersAsync(CheckContext c)
    {
        string key = c.NewKey();
        await c.PutAsync(key, "text", s_headers);
        R2ObjectInfo info = await c.Client.HeadObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token);
        Verify.Sequence(
            [s_headers.ContentType, s_headers.CacheControl, s_headers.ContentDisposition, s_headers.ContentLanguage, "Wed, 02 Jan 2030 03:04:05 GMT"],
            [info.ContentType, info.CacheControl, info.ContentDisposition, info.ContentLanguage, info.Expires],
            "the headers");
    }

    private static async Task RoundTripAsync(CheckContext c, Dictionary<string, string> metadata)
    {
        string key = c.NewKey();
        await c.PutAsync(key, "text", new PutObjectOptions { Metadata = metadata });
        R2ObjectInfo info = await c.Client.HeadObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token);
        Verify.Sequence(Lines(metadata), Lines(info.Metadata), "the metadata");
    }

    private static IEnumerable<string> Lines(IEnumerable<KeyValuePair<string, string>> metadata) =>
        metadata.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal);

    private static async Task GzipAsync(CheckContext c)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(new string('a', 10_000)));
        }

        string key = c.NewKey();
        PutObjectOptions options = new() { ContentEncoding = "gzip", ContentType = "text/plain" };
        await c.Client.PutObjectAsync(CheckContext.Bucket, key, R2Content.FromBytes(packed.ToArray()), options, c.Token);
        await using R2ObjectContent content = await c.Client.GetObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token);
        using MemoryStream read = new();
        await content.Content.CopyToAsync(read, c.Token);
        Verify.Equal("gzip", content.Info.ContentEncoding, "the encoding");
        Verify.True(read.ToArray().AsSpan().SequenceEqual(packed.ToArray()), $"{read.Length} bytes arrived that are not the {packed.Length} stored ones");
    }

    private static async Task OverridesAsync(CheckContext c)
    {
        string key = c.NewKey();
        await c.PutAsync(key, "text", s_headers);
        R2ResponseOverrides overrides = new() { ContentType = "application/x-other", ContentDisposition = "inline", CacheControl = "no-store" };
        await using R2ObjectContent content = await c.Client.GetObjectAsync(CheckContext.Bucket, key, new GetObjectOptions { ResponseOverrides = overrides }, c.Token);
        Verify.Sequence(
            ["application/x-other", "inline", "no-store", "de"],
            [content.Info.ContentType, content.Info.ContentDisposition, content.Info.CacheControl, content.Info.ContentLanguage],
            "the headers");
    }
}
