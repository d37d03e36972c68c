using System.Net.Http.Headers;
using R2.Api;
using R2.Checksums;
using R2.Simulation.Format;

namespace R2.Simulation.Matching;

/// <summary>The digest of a request's body.</summary>
internal static class RequestBody
{
    public static BodyDigest Digest(HttpRequestMessage request)
    {
        if (request.Content is ApiBody body)
        {
            // What it carries may be secret: what is written down is known before it goes.
            BodyDigest shown = new(body.Shown.Length, known: null);
            shown.Append(body.Shown.Span);
            return shown;
        }

        long length = LengthOf(request) ?? throw new R2Exception(R2ErrorCodes.InvalidSetting, "The body of a request has no length; R2 takes none without.");
        return new BodyDigest(length, Known(request, length));
    }

    /// <summary>Length of a body as a recording has it; null where it is not known.</summary>
    public static long? LengthOf(HttpRequestMessage request) => request.Content is ApiBody body ? body.Shown.Length : request.Content?.Headers.ContentLength;

    /// <summary>Reads the body of a request that is not sent, so that whoever sends it sees it go.</summary>
    public static async Task<RequestShape> ReadAsync(HttpRequestMessage request, RequestShape shape, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
        {
            return shape;
        }

        using BodyDigest digest = Digest(request);
        if (content is not ApiBody)
        {
            using HashingStream stream = new(digest.Append);
            await content.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        return shape with { BodyHash = digest.Hash() };
    }

    /// <summary>The signature of a short body needed its hash already, and the server compares the checksum of a long one: neither is computed again.</summary>
    private static string? Known(HttpRequestMessage request, long length) =>
        Header(request, "x-amz-content-sha256") is { } hash && RecordingFormat.IsSha256(hash) ? RecordingFormat.Sha256 + hash
        : length > RecordingFormat.Sha256Bytes && Header(request, "x-amz-checksum-crc32c") is { } checksum ? Crc32COf(checksum)
        : null;

    private static string? Crc32COf(string base64)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return base64.Length == 8 && Convert.TryFromBase64String(base64, bytes, out int length) && length == sizeof(uint)
            ? RecordingFormat.Crc32C + Convert.ToHexString(bytes).ToLowerInvariant()
            : null;
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
}
