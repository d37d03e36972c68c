using R2.Models;

namespace R2.Transfer;

/// <summary>Downloads a long object in slices, several at once, into its temporary file; takes up an earlier one where asked to.</summary>
internal sealed class SlicedDownload(TransferContext context, R2DownloadRequest request, R2ObjectContent first)
{
    private readonly R2ObjectInfo _info = first.Info;
    private long _resumedBytes;

    public async Task<R2DownloadResult> RunAsync(CancellationToken cancellationToken)
    {
        (R2Checksum? stored, long partSize) = await context.StoredChecksumAsync(first, request.Options, request.Progress, cancellationToken).ConfigureAwait(false);
        DownloadPlan plan = new(first.ContentLength, partSize, context.Options.PartSize);
        SliceChecksums checksum = new(stored, plan);
        using DownloadJournal journal = DownloadJournal.Open(context.Options, context.Client.Endpoint, request);
        Dictionary<int, uint> done = Earlier(journal, plan);
        using PartialFile file = PartialFile.Open(request.Path, $"{request.BucketName}/{request.Key}", plan.Length, keepContent: done.Count > 0);
        if (RandomAccess.GetLength(file.Handle) < plan.Length)
        {
            // Something removed or cut the temporary file since.
            done.Clear();
        }

        try
        {
            await DropDamagedAsync(plan, checksum, file, done, cancellationToken).ConfigureAwait(false);
            TakeUp(journal, plan, checksum, done);
            await FetchAsync(plan, checksum, journal, file, done, cancellationToken).ConfigureAwait(false);
            R2Checksum? verified = checksum.Verify(_info) ?? await VerifyFileAsync(file, stored, plan, cancellationToken).ConfigureAwait(false);
            file.Commit();
            journal.Finish();
            return new R2DownloadResult { Info = _info, Path = request.Path, Size = plan.Length, VerifiedChecksum = verified, ResumedBytes = _resumedBytes };
        }
        catch (Exception e)
        {
            Leave(e, journal, file);
            throw;
        }
    }

    /// <summary>Only CRCs can be joined out of slices that come in any order; for another checksum the file is read once more, from the system's cache where that holds it.</summary>
    private async Task<R2Checksum?> VerifyFileAsync(PartialFile file, R2Checksum? stored, DownloadPlan plan, CancellationToken cancellationToken)
    {
        if (stored is null)
        {
            return null;
        }

        using InOrderDigest digest = new(_info, stored, plan.PartSize);
        await file.ReadAsync(0, plan.Length, digest.Append, cancellationToken).ConfigureAwait(false);
        digest.Verify();
        return stored;
    }

    private Dictionary<int, uint> Earlier(DownloadJournal journal, DownloadPlan plan)
    {
        if (!context.Options.Resume)
        {
            return [];
        }

        Dictionary<int, uint>? slices = journal.SlicesOf(_info.ETag, plan);
        if (slices is null && journal.HasEarlier)
        {
            request.Notify?.Invoke($"'{request.Key}' or the part size changed since its download to '{request.Path}' was interrupted; the download starts over.");
        }

        return slices ?? [];
    }

    /// <summary>The journal may tell of slices that the file no longer has: a crash of the machine loses what it had not written to disk yet, and anyone may have written to it.</summary>
    private static async Task DropDamagedAsync(DownloadPlan plan, SliceChecksums checksum, PartialFile file, Dictionary<int, uint> done, CancellationToken cancellationToken)
    {
        foreach ((int slice, uint expected) in done.ToArray())
        {
            uint crc = 0;
            await file.ReadAsync(plan.OffsetOf(slice), plan.LengthOf(slice), bytes => crc = checksum.Append(crc, bytes), cancellationToken).ConfigureAwait(false);
            if (crc != expected)
            {
                done.Remove(slice);
            }
        }
    }

    private void TakeUp(DownloadJournal journal, DownloadPlan plan, SliceChecksums checksum, Dictionary<int, uint> done)
    {
        if (done.Count == 0)
        {
            journal.Begin(_info.ETag, plan);
            return;
        }

        foreach ((int slice, uint crc) in done)
        {
            checksum.Set(slice, crc);
            _resumedBytes += plan.LengthOf(slice);
        }

        request.Progress?.Add(_resumedBytes);
        request.Notify?.Invoke($"The download of '{request.Key}' goes on: {done.Count} of {plan.SliceCount} slices are there already.");
    }

    private async Task FetchAsync(DownloadPlan plan, SliceChecksums checksum, DownloadJournal journal, PartialFile file, Dictionary<int, uint> done, CancellationToken cancellationToken)
    {
        SliceQueue queue = new(plan, done.ContainsKey);
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] workers = [.. Enumerable.Range(0, context.Options.Concurrency).Select(i => StopOthersAsync(i == 0 ? FrontAsync(stopping.Token) : BackAsync(stopping.Token), stopping))];
        await Task.WhenAll(workers).ConfigureAwait(false);

        async Task FrontAsync(CancellationToken cancellation)
        {
            ResumingStream stream = new(context, _info, request.Options, 0, plan.Length, first, request.Progress);
            await using (stream.ConfigureAwait(false))
            {
                for (int next = 0; queue.TakeFront(next) is { } slice; next++)
                {
                    await FetchSliceAsync(slice, stream, cancellation).ConfigureAwait(false);
                }
            }

            await BackAsync(cancellation).ConfigureAwait(false);
        }

        async Task BackAsync(CancellationToken cancellation)
        {
            while (queue.TakeBack() is { } slice)
            {
                ResumingStream stream = new(context, _info, request.Options, plan.OffsetOf(slice), plan.LengthOf(slice), null, request.Progress);
                await using (stream.ConfigureAwait(false))
                {
                    await FetchSliceAsync(slice, stream, cancellation).ConfigureAwait(false);
                }
            }
        }

        async Task FetchSliceAsync(int slice, ResumingStream stream, CancellationToken cancellation)
        {
            using TransferContext.Lease lease = await context.EnterAsync(cancellation).ConfigureAwait(false);
            uint crc = 0;
            await Downloader.CopyAsync(
                stream, file, plan.OffsetOf(slice), plan.LengthOf(slice), bytes => crc = checksum.Append(crc, bytes), cancellation).ConfigureAwait(false);
            checksum.Set(slice, crc);
            journal.Add(slice, crc);
        }
    }

    /// <summary>The first failure is the one to report; the others are cancelled by it.</summary>
    private static async Task StopOthersAsync(Task worker, CancellationTokenSource stopping)
    {
        try
        {
            await worker.ConfigureAwait(false);
        }
        catch
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Leave(Exception cause, DownloadJournal journal, PartialFile file)
    {
        bool keep = context.Options.Resume && cause is not R2Exception { Code: R2ErrorCodes.ObjectChanged or R2ErrorCodes.ChecksumMismatch };
        if (keep)
        {
            file.Keep();
            request.Notify?.Invoke($"The download of '{request.Key}' was interrupted; what has arrived is kept in '{file.Path}': run the same command again with -Resume.");
        }
        else
        {
            journal.Finish();
        }
    }
}
