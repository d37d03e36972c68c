using System.IO.Compression;
using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Metadata;

/// <summary>
/// Cloudflare decompresses an object with Content-Encoding gzip or br for clients that do not accept that coding, unless it was stored
/// with no-transform (https://developers.cloudflare.com/r2/reference/transparent-decompression/). The length is then unknown and the ETag weak.
/// Ranges are returned as stored, since a range of a compressed stream cannot be decompressed.
/// </summary>
internal static class TransparentDecompression
{
    /// <summary>Changes the headers of a response to those of a decompressed one, if necessary.</summary>
    public static void Announce(S3Request request, StoredObject stored, HttpReply reply)
    {
        string? coding = reply.Headers["Content-Encoding"];
        string cacheControl = stored.Attributes.System.GetValueOrDefault("Cache-Control") ?? string.Empty;
        if (coding is not ("gzip" or "br") || stored.Attributes.System.GetValueOrDefault("Content-Encoding") != coding
            || cacheControl.Contains("no-transform", StringComparison.OrdinalIgnoreCase) || Accepts(request.Header("Accept-Encoding"), coding))
        {
            return;
        }

        reply.Headers.Remove("Content-Encoding");
        reply.Headers.Remove("Accept-Ranges");
        reply.With("ETag", $"W/\"{stored.ETag}\"").With("Vary", "Accept-Encoding");
        reply.BodyLength = null;
        reply.HasUnknownLength = true;
    }

    public static Stream Decode(StoredObject stored, Stream body) => stored.Attributes.System["Content-Encoding"] == "gzip"
        ? new GZipStream(body, CompressionMode.Decompress)
        : new BrotliStream(body, CompressionMode.Decompress);

    private static bool Accepts(string? header, string coding) => (header ?? string.Empty)
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(entry => entry.Split(';', StringSplitOptions.TrimEntries))
        .Any(entry => (entry[0].Equals(coding, StringComparison.OrdinalIgnoreCase) || entry[0] == "*") && !entry.Contains("q=0"));
}
