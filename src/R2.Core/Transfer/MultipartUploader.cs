using System.Collections.Concurrent;
using R2.Models;

namespace R2.Transfer;

/// <summary>Uploads an object in parts, several at once, and puts them together.</summary>
internal sealed class MultipartUploader(TransferContext context, R2UploadRequest request, PartPlan plan, UploadJournal? journal)
{
    private readonly ConcurrentDictionary<int, R2Part> _parts = new();
    private R2MultipartUpload? _upload;
    private long _resumedBytes;

    /// <summary>Uploads the parts that <paramref name="source"/> gives.</summary>
    /// <param name="source">Bodies of the parts still wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<R2UploadResult> RunAsync(Func<Func<int, bool>, CancellationToken, IAsyncEnumerable<PartBody>> source, CancellationToken cancellationToken)
    {
        try
        {
            _upload = await TakeUpAsync(cancellationToken).ConfigureAwait(false) ?? await BeginAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = context.Options.Concurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(source(number => !_parts.ContainsKey(number), cancellationToken), parallel, SendPartAsync).ConfigureAwait(false);
            request.Source.ThrowIfChanged();
            R2UploadResult result = await new MultipartCompleter(context, request, _upload, [.. _parts.Values.OrderBy(p => p.PartNumber)]).RunAsync(cancellationToken).ConfigureAwait(false);
            journal?.Finish();
            return result with { ResumedBytes = _resumedBytes };
        }
        catch (Exception e)
        {
            await LeaveAsync(e).ConfigureAwait(false);
            throw;
        }
        finally
        {
            journal?.Dispose();
        }
    }

    /// <summary>Continues what the journal tells of, with the parts that the server has and that are known to be ours.</summary>
    private async Task<R2MultipartUpload?> TakeUpAsync(CancellationToken cancellationToken)
    {
        if (journal?.Earlier is not { } earlier)
        {
            return null;
        }

        R2MultipartUpload upload = new() { BucketName = request.BucketName, Key = request.Key, UploadId = earlier.UploadId };
        if (!context.Options.Resume || !earlier.Matches(plan, request.Source))
        {
            if (context.Options.Resume)
            {
                request.Notify?.Invoke($"'{request.Source.Description}' or the part size changed since its upload to '{request.Key}' was interrupted; the upload starts over.");
            }

            await UnfinishedUpload.AbortAsync(context, upload, request.Notify).ConfigureAwait(false);
            return null;
        }

        return await new PartReconciler(context, plan, upload, earlier).RunAsync(Keep, cancellationToken).ConfigureAwait(false) ? Continue(upload) : null;
    }

    private void Keep(R2Part part)
    {
        _parts[part.PartNumber] = part;
        _resumedBytes += plan.LengthOf(part.PartNumber);
    }

    private R2MultipartUpload Continue(R2MultipartUpload upload)
    {
        request.Progress?.Add(_resumedBytes);
        request.Notify?.Invoke($"The upload of '{request.Key}' goes on: {_parts.Count} of {plan.PartCount} parts are there already.");
        return upload;
    }

    private async Task<R2MultipartUpload> BeginAsync(CancellationToken cancellationToken)
    {
        PutObjectOptions options = request.Options;
        CreateMultipartUploadOptions create = new()
        {
            ContentType = options.ContentType,
            CacheControl = options.CacheControl,
            ContentDisposition = options.ContentDisposition,
            ContentEncoding = options.ContentEncoding,
            ContentLanguage = options.ContentLanguage,
            Expires = options.Expires,
            Metadata = options.Metadata,
            StorageClass = options.StorageClass,
            SseCustomerKey = options.SseCustomerKey,
            CreateBucketIfMissing = options.CreateBucketIfMissing,
            ChecksumAlgorithm = context.Options.Checksum,
        };
        R2MultipartUpload upload = await UnfinishedUpload.CreateAsync(
            context, request.BucketName, request.Key, create, request.Progress, cancellationToken).ConfigureAwait(false);
        journal?.Begin(upload.UploadId, plan, request.Source);
        return upload;
    }

    private async ValueTask SendPartAsync(PartBody body, CancellationToken cancellationToken)
    {
        R2Checksum? checksum = await context.ChecksumAsync(body.Content, cancellationToken).ConfigureAwait(false);
        UploadPartOptions options = new() { Checksum = checksum, SseCustomerKey = request.Options.SseCustomerKey };
        R2Part part = await new PartSender(context, _upload!, body, options).RunAsync(request.Progress, cancellationToken).ConfigureAwait(false);
        journal?.Add(part);
        _parts[part.PartNumber] = part;
        body.Release?.Invoke();
    }

    /// <summary>After a failure: the parts go, unless they are kept for -Resume; either way nothing stays behind in silence.</summary>
    private async Task LeaveAsync(Exception cause)
    {
        if (_upload is null)
        {
            return;
        }

        bool keep = context.Options.Resume && journal is not null && cause is not R2Exception { Code: R2ErrorCodes.SourceChanged or "PreconditionFailed" or "NoSuchUpload" };
        if (keep)
        {
            request.Notify?.Invoke($"The upload of '{request.Key}' was interrupted after {_parts.Count} parts, which are kept: run the same command again with -Resume, or end it with Stop-R2MultipartUpload (upload id {_upload.UploadId}).");
            return;
        }

        await UnfinishedUpload.AbortAsync(context, _upload, request.Notify).ConfigureAwait(false);
        journal?.Finish();
    }
}
