using System.Collections.Concurrent;
using System.Globalization;
using R2.Models;
using R2.Transfer.Journals;
using R2.Transfer.Paths;

namespace R2.Transfer.Download;

/// <summary>Downloads a long object in ranges, several at once, into its temporary file; takes up an earlier one where asked to.</summary>
internal sealed class RangedDownload(TransferScope scope, R2DownloadRequest request, TargetFile target, R2ObjectContent first)
{
    private readonly R2ObjectInfo _info = first.Info;
    private long _resumedBytes;

    public async Task<R2DownloadResult> RunAsync(CancellationToken cancellationToken)
    {
        (R2Checksum? stored, long partSize) = await StoredChecksum.FindAsync(scope, first, request.Options, cancellationToken).ConfigureAwait(false);
        DownloadPlan plan = new(first.ContentLength, partSize, scope.Options.PartSize);
        RangeChecksums checksum = new(stored, plan);
        using DownloadJournal? journal = DownloadJournal.Open(scope.Options, scope.Client.Endpoint, request, Asked(plan, checksum));
        (PartialFile opened, ConcurrentDictionary<int, uint> done) = Open(journal, plan);
        using PartialFile file = opened;
        try
        {
            request.Folder?.ThrowIfLinked(file);
            await DropDamagedAsync(plan, checksum, file, done, cancellationToken).ConfigureAwait(false);
            TakeUp(plan, checksum, done);
            await FetchAsync(plan, checksum, journal, file, done, cancellationToken).ConfigureAwait(false);
            R2Checksum? joined = checksum.Verify(_info);
            bool isETag = joined is null && await VerifyFileAsync(file, stored, plan, cancellationToken).ConfigureAwait(false);
            file.Commit(plan.Length, request.Overwrite, request.Folder, Downloader.TimeOf(request, _info));
            journal?.Finish();
            return new R2DownloadResult { Info = _info, Path = request.Path, Size = plan.Length, VerifiedChecksum = joined ?? stored, VerifiedETag = isETag, ResumedBytes = _resumedBytes };
        }
        catch (Exception e)
        {
            Leave(e, journal, file);
            throw;
        }
    }

    /// <summary>
    /// Only CRCs can be joined out of ranges that come in any order; for another checksum, or the MD5 that the entity tag is, the file is read once more, from the system's
    /// cache where that holds it.
    /// </summary>
    /// <returns>Whether it was the entity tag.</returns>
    private async Task<bool> VerifyFileAsync(PartialFile file, R2Checksum? stored, DownloadPlan plan, CancellationToken cancellationToken)
    {
        using InOrderDigest digest = new(_info, stored, plan.PartSize);
        if (!StoredChecksum.IsCompared(scope.Options, request.Options) || (stored is null && !digest.IsOfETag))
        {
            return false;
        }

        await file.ReadAsync(0, plan.Length, digest.Append, cancellationToken).ConfigureAwait(false);
        digest.Verify();
        return digest.IsOfETag;
    }

    /// <summary>What is downloaded, and how its ranges are noted: only the continuation of the very same may take up what is there.</summary>
    private Fingerprint Asked(DownloadPlan plan, RangeChecksums checksum) => new Fingerprint()
        .Add("the object", scope.Client.Endpoint.AbsoluteUri, request.BucketName, request.Key, _info.ETag, Text(plan.Length), Text(plan.PartSize))
        .Add("the part size", Text(plan.RangeSize))
        .Add("the checksum algorithm", R2Checksum.NameOf(checksum.Algorithm))
        .Add("the encryption key", request.Options.SseCustomerKey?.Md5);

    /// <summary>The temporary file, and the ranges that are said to be in it.</summary>
    private (PartialFile File, ConcurrentDictionary<int, uint> Done) Open(DownloadJournal? journal, DownloadPlan plan)
    {
        string identity = DownloadJournal.ShortIdentity(scope.Client.Endpoint, request);
        if (scope.Options.Resume && TryTakeUp(journal, identity, plan) is { } earlier)
        {
            return (earlier, new(journal!.EarlierRanges(plan)));
        }

        // Without a journal nobody could take it up.
        PartialFile file = PartialFile.Create(target, scope.Shared.Folders, journal is null ? null : identity, plan.Length);
        journal?.Begin(file.Name);
        return (file, []);
    }

    private PartialFile? TryTakeUp(DownloadJournal? journal, string identity, DownloadPlan plan)
    {
        if (journal?.EarlierFile is not { } name)
        {
            return journal?.IsDamaged == true ? StartOver("its journal is damaged") : null;
        }

        IReadOnlyList<string> differences = journal.Differences();
        return differences.Count > 0
            ? StartOver($"not the same as when it was interrupted: {string.Join(", ", differences)}")
            : PartialFile.TryTakeUp(target, scope.Shared.Folders, name, identity, plan.Length) ?? StartOver("its temporary file is gone");
    }

    private PartialFile? StartOver(string why)
    {
        Tell(R2TransferEventKind.DownloadRestarted, request.Path, reason: why);
        return null;
    }

    /// <summary>The journal may tell of ranges that the file no longer has: a crash of the machine loses what it had not written to disk yet, and anyone may have written to it.</summary>
    private Task DropDamagedAsync(DownloadPlan plan, RangeChecksums checksum, PartialFile file, ConcurrentDictionary<int, uint> done, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = scope.Options.Concurrency, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(done.ToArray(), parallel, async (noted, cancellation) =>
        {
            uint crc = 0;
            await file.ReadAsync(plan.OffsetOf(noted.Key), plan.LengthOf(noted.Key), bytes => crc = checksum.Append(crc, bytes), cancellation).ConfigureAwait(false);
            if (crc != noted.Value)
            {
                done.TryRemove(noted.Key, out _);
            }
        });
    }

    private void TakeUp(DownloadPlan plan, RangeChecksums checksum, ConcurrentDictionary<int, uint> done)
    {
        if (done.IsEmpty)
        {
            return;
        }

        foreach ((int range, uint crc) in done)
        {
            checksum.Set(range, crc);
            _resumedBytes += plan.LengthOf(range);
        }

        request.Progress?.Resume(_resumedBytes);
        Tell(R2TransferEventKind.DownloadResumed, request.Path, done.Count, plan.RangeCount);
    }

    private async Task FetchAsync(DownloadPlan plan, RangeChecksums checksum, DownloadJournal? journal, PartialFile file, ConcurrentDictionary<int, uint> done, CancellationToken cancellationToken)
    {
        RangeQueue queue = new(plan, done.ContainsKey);
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] workers = [.. Enumerable.Range(0, scope.Options.Concurrency).Select(i => StopOthersAsync(i == 0 ? FrontAsync(stopping.Token) : BackAsync(stopping.Token), stopping))];
        await Task.WhenAll(workers).ConfigureAwait(false);

        async Task FrontAsync(CancellationToken cancellation)
        {
            ResumingStream stream = new(scope, _info, request.Options, 0, plan.Length, first);
            await using (stream.ConfigureAwait(false))
            {
                for (int next = 0; queue.TakeFront(next) is { } range; next++)
                {
                    await FetchRangeAsync(range, stream, cancellation).ConfigureAwait(false);
                }
            }

            await BackAsync(cancellation).ConfigureAwait(false);
        }

        async Task BackAsync(CancellationToken cancellation)
        {
            while (queue.TakeBack() is { } range)
            {
                ResumingStream stream = new(scope, _info, request.Options, plan.OffsetOf(range), plan.LengthOf(range), null);
                await using (stream.ConfigureAwait(false))
                {
                    await FetchRangeAsync(range, stream, cancellation).ConfigureAwait(false);
                }
            }
        }

        async Task FetchRangeAsync(int range, ResumingStream stream, CancellationToken cancellation)
        {
            using TransferScope.Lease lease = await scope.EnterAsync(cancellation).ConfigureAwait(false);
            uint crc = 0;
            await Downloader.CopyAsync(
                stream, file, plan.OffsetOf(range), plan.LengthOf(range), bytes => crc = checksum.Append(crc, bytes), cancellation).ConfigureAwait(false);
            checksum.Set(range, crc);
            journal?.Add(range, crc);
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

    private void Tell(R2TransferEventKind kind, string path, int rangesDone = 0, int rangeCount = 0, string? reason = null) => request.OnEvent?.Invoke(new()
    {
        Kind = kind,
        BucketName = request.BucketName,
        Key = request.Key,
        Path = path,
        PartsDone = rangesDone,
        PartCount = rangeCount,
        Reason = reason,
    });

    private void Leave(Exception cause, DownloadJournal? journal, PartialFile file)
    {
        bool keep = scope.Options.Resume && journal is { IsUsable: true } && cause is not R2Exception { Code: R2ErrorCodes.ObjectChanged or R2ErrorCodes.ChecksumMismatch or R2ErrorCodes.FileExists or R2ErrorCodes.UnsafePath };
        if (keep)
        {
            file.Keep();
            Tell(R2TransferEventKind.DownloadKept, file.Path);
        }
        else
        {
            journal?.Finish();
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
