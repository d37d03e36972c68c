using System.Collections.Concurrent;
using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Upload;

/// <summary>
/// Finds the parts of an interrupted upload that need not be sent again: those that journal and server agree on, and that the source has the very bytes of
/// today. Size and time of a file prove nothing: copies and restores keep them.
/// </summary>
internal sealed class PartReconciler(TransferScope scope, R2UploadRequest request, PartPlan plan, R2MultipartUpload upload, IReadOnlyDictionary<int, R2Part> noted)
{
    /// <returns>The parts to keep; null where the upload is gone.</returns>
    public async Task<IReadOnlyCollection<R2Part>?> RunAsync(CancellationToken cancellationToken)
    {
        if (await AgreedAsync(cancellationToken).ConfigureAwait(false) is not { } agreed)
        {
            return null;
        }

        ConcurrentBag<R2Part> kept = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = scope.Options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(UploadPart.PartsOf(request.Content, plan, agreed.ContainsKey), parallel, async (range, cancellation) =>
        {
            R2Part part = agreed[range.Number];
            if (await IsOfSourceAsync(part, range.Content, cancellation).ConfigureAwait(false))
            {
                kept.Add(part);
            }
        }).ConfigureAwait(false);
        return kept;
    }

    private async Task<Dictionary<int, R2Part>?> AgreedAsync(CancellationToken cancellationToken)
    {
        Dictionary<int, R2Part> agreed = [];
        try
        {
            R2PartPage page;
            int? marker = null;
            do
            {
                page = await scope.Client.ListPartsAsync(upload, marker, cancellationToken: cancellationToken).ConfigureAwait(false);
                foreach (R2Part part in page.Parts)
                {
                    if (Noted(part) is { } ours)
                    {
                        agreed[ours.PartNumber] = ours;
                    }
                }

                // A marker that does not move on would be listed for ever.
                marker = page.NextPartNumberMarker > (marker ?? 0) ? page.NextPartNumberMarker : null;
            }
            while (page.IsTruncated && marker is not null);

            return agreed;
        }
        catch (R2Exception e) when (e.Code == R2ErrorCodes.NoSuchUpload)
        {
            return null;
        }
    }

    /// <summary>The journal's own part, with its checksum, where the server describes it alike.</summary>
    private R2Part? Noted(R2Part there) =>
        there.PartNumber >= 1
        && there.PartNumber <= plan.PartCount
        && there.Size == plan.LengthOf(there.PartNumber)
        && noted.TryGetValue(there.PartNumber, out R2Part? ours)
        && ours.Size == there.Size
        && ETags.Same(ours.ETag, there.ETag)
        && !there.Checksums.Any(stored => ours.Checksums.Any(own => own.Kind == stored.Kind && own != stored))
            ? ours
            : null;

    /// <summary>By the checksum that was sent, or by the MD5 that the entity tag is; what neither tells of is sent again.</summary>
    private async Task<bool> IsOfSourceAsync(R2Part part, R2Content body, CancellationToken cancellationToken)
    {
        if (scope.Options.Checksum is { } algorithm)
        {
            return part.Checksums.FirstOrDefault(checksum => checksum.Kind == algorithm) is { } sent
                && sent == await body.ComputeChecksumAsync(algorithm, cancellationToken).ConfigureAwait(false);
        }

        return request.Options.SseCustomerKey is null
            && ETags.IsMd5(part.ETag)
            && ETags.Same(part.ETag, await ETags.OfBodyAsync(body, cancellationToken).ConfigureAwait(false));
    }
}
