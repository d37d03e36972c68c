using System.Collections.Concurrent;
using R2.Content;
using R2.Models;

namespace R2.Transfer.Upload;

/// <summary>Uploads an object in parts, several at once, and puts them together.</summary>
internal sealed class MultipartUploader(TransferScope scope, R2UploadRequest request, PartPlan plan, UploadJournal? journal)
{
    private readonly ConcurrentDictionary<int, R2Part> _parts = new();
    private R2MultipartUpload? _upload;
    private MultipartCompleter? _completer;
    private long _resumedBytes;

    /// <summary>Uploads an object in parts.</summary>
    /// <param name="parts">The parts, as a stream gives them; null for ranges of the content.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<R2UploadResult> RunAsync(IAsyncEnumerable<UploadPart>? parts, CancellationToken cancellationToken)
    {
        try
        {
            _upload = await TakeUpAsync(cancellationToken).ConfigureAwait(false) ?? await BeginAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = scope.Options.Concurrency, CancellationToken = cancellationToken };
            await (request.Content.CanSlice
                ? Parallel.ForEachAsync(UploadPart.PartsOf(request.Content, plan, number => !_parts.ContainsKey(number)), parallel, SendPartAsync)
                : Parallel.ForEachAsync(parts ?? ((SequentialContent)request.Content).ReadPartsAsync(plan, cancellationToken), parallel, SendPartAsync)).ConfigureAwait(false);
            request.Content.ThrowIfChanged();
            _completer = new MultipartCompleter(scope, _upload, [.. _parts.Values.OrderBy(p => p.PartNumber)], request.Options.Conditions, request.Options.SseCustomerKey);
            R2UploadResult result = await _completer.RunAsync(cancellationToken).ConfigureAwait(false);
            journal?.Finish();
            return result with { ResumedBytes = _resumedBytes };
        }
        catch (Exception e)
        {
            await LeaveAsync(e).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Continues what the journal tells of, if it was asked to be what this upload is, with the parts that are still right.</summary>
    private async Task<R2MultipartUpload?> TakeUpAsync(CancellationToken cancellationToken)
    {
        if (journal?.EarlierUploadId is not { } id)
        {
            StartOver(journal?.IsDamaged == true ? "its journal is damaged" : null);
            return null;
        }

        R2MultipartUpload upload = new() { BucketName = request.BucketName, Key = request.Key, UploadId = id };
        IReadOnlyList<string> differences = journal.Differences();
        if (!scope.Options.Resume || differences.Count > 0)
        {
            StartOver($"not the same as when it was interrupted: {string.Join(", ", differences)}");
            await UnfinishedUpload.AbortAsync(scope, upload, request.OnEvent).ConfigureAwait(false);
            return null;
        }

        if (await new PartReconciler(scope, request, plan, upload, journal.EarlierParts()).RunAsync(cancellationToken).ConfigureAwait(false) is not { } kept)
        {
            StartOver("the server no longer has what was sent of it");
            return null;
        }

        return Continue(upload, kept);
    }

    private void StartOver(string? why)
    {
        if (why is not null && scope.Options.Resume)
        {
            Tell(R2TransferEventKind.UploadRestarted, why);
        }
    }

    private R2MultipartUpload Continue(R2MultipartUpload upload, IReadOnlyCollection<R2Part> kept)
    {
        foreach (R2Part part in kept)
        {
            _parts[part.PartNumber] = part;
            _resumedBytes += plan.LengthOf(part.PartNumber);
        }

        request.Progress?.Resume(_resumedBytes);
        Tell(R2TransferEventKind.UploadResumed);
        return upload;
    }

    private async Task<R2MultipartUpload> BeginAsync(CancellationToken cancellationToken)
    {
        R2MultipartUpload upload = await UnfinishedUpload.CreateAsync(
            scope, request.BucketName, request.Key, CreateMultipartUploadOptions.Of(request.Options, scope.Options.Checksum), request.OnEvent, cancellationToken).ConfigureAwait(false);
        journal?.Begin(upload.UploadId);
        return upload;
    }

    private async ValueTask SendPartAsync(UploadPart wanted, CancellationToken cancellationToken)
    {
        using SendContext sending = scope.Sending();
        R2Checksum? checksum = await scope.ChecksumAsync(wanted.Content, sending, cancellationToken).ConfigureAwait(false);
        UploadPartOptions options = new() { Checksum = checksum, SseCustomerKey = request.Options.SseCustomerKey };
        R2Part part = await scope.ClientWith(new LostPart(scope, _upload!, wanted, options).FindAsync)
            .UploadOpenPartAsync(_upload!, wanted.Number, wanted.Content, options, sending, cancellationToken).ConfigureAwait(false);
        sending.Stored(part.Size);
        journal?.Add(part);
        _parts[part.PartNumber] = part;
        wanted.Content.Release();
    }

    private void Tell(R2TransferEventKind kind, string? reason = null) => request.OnEvent?.Invoke(new()
    {
        Kind = kind,
        BucketName = request.BucketName,
        Key = request.Key,
        UploadId = _upload?.UploadId,
        PartsDone = _parts.Count,
        PartCount = plan.PartCount,
        Reason = reason,
    });

    /// <summary>After a failure: the parts go, unless they are kept to be resumed; either way nothing stays behind in silence.</summary>
    private async Task LeaveAsync(Exception cause)
    {
        if (_upload is null)
        {
            return;
        }

        if (_completer is { IsComplete: true })
        {
            journal?.Finish();
            return;
        }

        bool keep = scope.Options.Resume && journal is { IsUsable: true } && cause is not R2Exception { Code: R2ErrorCodes.SourceChanged or R2ErrorCodes.PreconditionFailed or R2ErrorCodes.NoSuchUpload };
        if (keep)
        {
            Tell(R2TransferEventKind.UploadKept);
            return;
        }

        await UnfinishedUpload.AbortAsync(scope, _upload, request.OnEvent).ConfigureAwait(false);
        journal?.Finish();
    }
}
