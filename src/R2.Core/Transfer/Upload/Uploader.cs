using System.Diagnostics;
using R2.Content;
using R2.Files;
using R2.Models;

namespace R2.Transfer.Upload;

/// <summary>Chooses how an object goes up: in one request, in parts of a known length, or in parts until a stream ends.</summary>
internal sealed class Uploader(TransferScope scope, R2UploadRequest request)
{
    private TransferOptions Options => scope.Options;

    /// <summary>Uploads an object from its content, which is open until that has ended.</summary>
    public static async Task<R2UploadResult> RunAsync(TransferScope scope, R2UploadRequest request, CancellationToken cancellationToken)
    {
        R2Content content = await request.Content.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long started = Stopwatch.GetTimestamp();
            R2UploadResult result = await new Uploader(scope, Described(request with { Content = content })).ChooseAsync(cancellationToken).ConfigureAwait(false);
            return result with
            {
                Source = content.Description,
                Elapsed = Stopwatch.GetElapsedTime(started),
                Attempts = scope.Attempts,
            };
        }
        finally
        {
            content.Close();
        }
    }

    /// <summary>With the time of the very file that is open.</summary>
    private static R2UploadRequest Described(R2UploadRequest request) => request.KeepFileTime && request.Content.LastWriteTime is { } time
        ? request with { Options = request.Options with { Metadata = KeptTime.With(request.Options.Metadata, time) } }
        : request;

    private Task<R2UploadResult> ChooseAsync(CancellationToken cancellationToken)
    {
        if (request.Content.ReliableLength is not { } length)
        {
            return UnknownAsync(cancellationToken);
        }

        PartPlan plan = PartPlan.Create(length, Options.MultipartThreshold, Options.PartSize);
        request.Progress?.SetTotal(length);
        return plan.IsSingle ? new SingleUploader(scope, request).RunAsync(request.Content.Whole(), cancellationToken) : InPartsAsync(plan, cancellationToken);
    }

    private async Task<R2UploadResult> InPartsAsync(PartPlan plan, CancellationToken cancellationToken)
    {
        CheckPartChecksum();
        using UploadJournal? journal = request.Content.LastWriteTime is not null ? Journal(plan) : null;
        if (request.Options.Conditions?.IfNoneMatch == "*")
        {
            await ThrowIfThereAsync(cancellationToken).ConfigureAwait(false);
        }

        return await new MultipartUploader(scope, request, plan, journal).RunAsync(parts: null, cancellationToken).ConfigureAwait(false);
    }

    private UploadJournal? Journal(PartPlan plan)
    {
        Uri endpoint = scope.Client.Endpoint;
        return UploadJournal.Open(Options, endpoint, request, UploadFingerprint.Of(endpoint, request, plan, Options.Checksum));
    }

    /// <summary>The first part tells: a stream that ends within it goes in one request, and no flag is needed for one that does not.</summary>
    private async Task<R2UploadResult> UnknownAsync(CancellationToken cancellationToken)
    {
        PartPlan plan = PartPlan.Open(request.ExpectedLength is { } length ? PartPlan.InParts(length, Options.PartSize).PartSize : Options.PartSize);
        IAsyncEnumerator<UploadPart> parts = ((SequentialContent)request.Content).ReadPartsAsync(plan, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (parts.ConfigureAwait(false))
        {
            await parts.MoveNextAsync().ConfigureAwait(false);
            if (parts.Current.Content.Length!.Value < plan.PartSize)
            {
                request.Content.ThrowIfChanged();
                request.Progress?.SetTotal(parts.Current.Content.Length!.Value);
                return await new SingleUploader(scope, request).RunAsync(parts.Current.Content, cancellationToken).ConfigureAwait(false);
            }

            CheckPartChecksum();
            return await new MultipartUploader(scope, request, plan, journal: null)
                .RunAsync(FromCurrent(parts, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<UploadPart> FromCurrent(
        IAsyncEnumerator<UploadPart> parts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return parts.Current;
        }
        while (await parts.MoveNextAsync().ConfigureAwait(false));
    }

    /// <summary>
    /// The condition is decided when the parts are put together, after every byte was sent; a look beforehand spares that where the outcome is plain.
    /// </summary>
    private async Task ThrowIfThereAsync(CancellationToken cancellationToken)
    {
        // What is not there, or not to be seen with this credential, the server decides at the end.
        if (await scope.LookAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        throw new R2Exception(R2ErrorCodes.PreconditionFailed, "The object exists already; nothing was sent.") { BucketName = request.BucketName, Key = request.Key };
    }

    /// <summary>R2 answers 501 to the SHA family at UploadPart, and takes CRC64NVME of whole objects only: said before the first byte.</summary>
    private void CheckPartChecksum()
    {
        if (Options.Checksum is not (null or R2ChecksumAlgorithm.Crc32 or R2ChecksumAlgorithm.Crc32C))
        {
            throw R2Exception.OutOfRange("Checksum", R2Checksum.NameOf(Options.Checksum.Value), "CRC32C, CRC32 or none for an object that goes in parts");
        }
    }
}
