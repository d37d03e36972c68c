
namespace R2.Simulation;

/// <summary>The digest of a request's body.</summary>
internal static class RequestBody
{
    public static BodyDigest Digest(HttpRequestMessage request) => new(
        request.Content!.Headers.ContentLength ?? throw new R2Exception(R2ErrorCodes.InvalidSetting, "The body of a request has no length; R2 takes none without."),
        Sha256Of(request));

    /// <summary>Reads the body of a request that is not sent, so that whoever sends it sees it go.</summary>
    public static async Task<RequestShape> ReadAsync(HttpRequestMessage request, RequestShape shape, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content)
        {
            return shape;
        }

        using BodyDigest digest = Digest(request);
        using DigestStream stream = new(digest, null);
        await content.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        return shape with { BodyHash = digest.Hash() };
    }

    /// <summary>The signature of a short body needed its hash already.</summary>
    private static string? Sha256Of(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("x-amz-content-sha256", out System.Net.Http.Headers.HeaderStringValues values) && RecordingFormat.IsSha256(values.ToString())
            ? values.ToString()
            : null;
}
