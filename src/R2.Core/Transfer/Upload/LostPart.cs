using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Upload;

/// <summary>
/// Asks for a part whose response was lost: it may be there, and sending it again would destroy it even if that fails.
/// https://developers.cloudflare.com/r2/objects/multipart-objects/
/// </summary>
internal sealed class LostPart(TransferScope scope, R2MultipartUpload upload, UploadPart part, UploadPartOptions options)
{
    /// <returns>The part, where it is there with our very bytes.</returns>
    public async ValueTask<object?> FindAsync(R2Exception failure, bool isLost, CancellationToken cancellationToken)
    {
        if (!isLost)
        {
            return null;
        }

        R2PartPage page;
        try
        {
            page = await scope.Client.ListPartsAsync(upload, part.Number - 1, 1, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (!e.IsRetryable)
        {
            // Not every server lists parts, nor every credential.
            return null;
        }

        if (page.Parts.FirstOrDefault(listed => listed.PartNumber == part.Number) is not { } there
            || there.Size != part.Content.Length
            || !ETags.Same(there.ETag, await ETags.OfBodyAsync(part.Content, cancellationToken).ConfigureAwait(false)))
        {
            return null;
        }

        return options.Checksum is { } checksum ? there with { Checksums = [checksum] } : there;
    }
}
