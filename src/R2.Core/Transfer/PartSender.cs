using R2.Checksums;
using R2.Content;
using R2.Models;
using R2.Retry;

namespace R2.Transfer;

/// <summary>
/// Sends one part. Where an answer was lost it first asks for the part: it may be there, and sending it again would destroy it even if that fails.
/// https://developers.cloudflare.com/r2/objects/multipart-objects/
/// </summary>
internal sealed class PartSender(TransferContext context, R2MultipartUpload upload, UploadPart part, UploadPartOptions options)
{
    private bool _mayBeThere;
    private int _sent;
    private int _asked;

    public Task<R2Part> RunAsync(SendContext sending, TransferProgress? progress, CancellationToken cancellationToken) =>
        context.SendAsync(sending, (_, cancellation) => AttemptAsync(sending, cancellation), progress, cancellationToken);

    private async Task<R2Part> AttemptAsync(SendContext sending, CancellationToken cancellationToken)
    {
        if (_mayBeThere && await FindOwnAsync(sending, cancellationToken).ConfigureAwait(false) is { } own)
        {
            return own;
        }

        try
        {
            return await context.Client.At(++_sent).UploadOpenPartAsync(upload, part.Number, part.Content, options, sending, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e)
        {
            _mayBeThere = FailureClassifier.Classify(e).MayHaveHappened;
            throw;
        }
    }

    /// <returns>The part, where it is there with our very bytes.</returns>
    private async Task<R2Part?> FindOwnAsync(SendContext sending, CancellationToken cancellationToken)
    {
        R2PartPage page;
        try
        {
            page = await context.Client.At(++_asked).ListPartsAsync(upload, part.Number - 1, 1, cancellationToken).ConfigureAwait(false);
            _asked = 0;
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

        sending.AllMoved(there.Size);
        return options.Checksum is { } checksum ? there with { Checksums = [checksum] } : there;
    }
}
