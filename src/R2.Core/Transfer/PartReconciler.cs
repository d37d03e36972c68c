using R2.Models;

namespace R2.Transfer;

/// <summary>Compares a journal with what the server has of an upload, and keeps the parts that both agree on.</summary>
internal sealed class PartReconciler(TransferContext context, PartPlan plan, R2MultipartUpload upload, UploadJournal.Record earlier)
{
    /// <returns>Whether the upload is still there.</returns>
    public async Task<bool> RunAsync(Action<R2Part> keep, CancellationToken cancellationToken)
    {
        try
        {
            R2PartPage page;
            int? marker = null;
            do
            {
                page = await context.RequestAsync(
                    (attempt, cancellation) => attempt.Client.ListPartsAsync(upload, marker, cancellationToken: cancellation), null, cancellationToken).ConfigureAwait(false);
                foreach (R2Part part in page.Parts)
                {
                    if (Known(part) is { } known)
                    {
                        keep(known);
                    }
                }

                marker = page.NextPartNumberMarker;
            }
            while (page.IsTruncated && marker is not null);

            return true;
        }
        catch (R2Exception e) when (e.Code == "NoSuchUpload")
        {
            return false;
        }
    }

    /// <summary>The journal's own part, with its checksum, where the server has the same bytes; a part it does not know is sent again.</summary>
    private R2Part? Known(R2Part there) =>
        there.PartNumber <= plan.PartCount
        && there.Size == plan.LengthOf(there.PartNumber)
        && earlier.Parts.TryGetValue(there.PartNumber, out R2Part? ours)
        && ETags.Same(ours.ETag, there.ETag)
            ? ours
            : null;
}
