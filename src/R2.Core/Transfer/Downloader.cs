using System.Diagnostics;
using R2.Models;

namespace R2.Transfer;

/// <summary>
/// Downloads an object into a file. The first answer tells how long it is, which version, and what checksum it has; a short object is in that answer,
/// the rest of a long one comes in slices beside it.
/// </summary>
internal sealed class Downloader(TransferContext context, R2DownloadRequest request)
{
    public async Task<R2DownloadResult> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        R2ObjectContent content = await context.RequestAsync(OpenAsync, request.Progress, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            request.Progress?.SetTotal(content.ContentLength);
            bool inSlices = content.ContentLength > context.Options.MultipartThreshold && request.Options is { Range: null, PartNumber: null };
            R2DownloadResult result = inSlices
                ? await new SlicedDownload(context, request, content).RunAsync(cancellationToken).ConfigureAwait(false)
                : await WholeAsync(content, cancellationToken).ConfigureAwait(false);
            return result with { Duration = Stopwatch.GetElapsedTime(started), Attempts = request.Progress?.Attempts ?? 1 };
        }
    }

    /// <summary>Writes what a stream gives at an offset of the file; a checksum goes along.</summary>
    internal static async Task<uint> CopyAsync(Stream from, PartialFile to, long offset, long length, StoredChecksum checksum, CancellationToken cancellationToken)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, BufferSize));
        try
        {
            uint crc = 0;
            for (long done = 0; done < length;)
            {
                int read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done)), cancellationToken).ConfigureAwait(false);
                crc = checksum.Append(crc, buffer.AsSpan(0, read));
                RandomAccess.Write(to.Handle, buffer.AsSpan(0, read), offset + done);
                done += read;
            }

            return crc;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private const int BufferSize = 256 * 1024;

    private Task<R2ObjectContent> OpenAsync(int attempt, CancellationToken cancellationToken) => context.Client.GetObjectAsync(
        request.BucketName, request.Key, request.Options with { ChecksumMode = context.Options.Checksum is not null && request.Options.Range is null }, cancellationToken);

    private async Task<R2DownloadResult> WholeAsync(R2ObjectContent content, CancellationToken cancellationToken)
    {
        using TransferContext.Lease lease = await context.EnterAsync(cancellationToken).ConfigureAwait(false);
        long length = content.ContentLength;
        R2Checksum? stored = StoredChecksum.Of(content.Info);
        bool comparable = stored is not null && StoredChecksum.PartsOf(stored) is null && request.Options is { Range: null, PartNumber: null };
        StoredChecksum checksum = new(content.Info, new DownloadPlan(Math.Max(1, length), Math.Max(1, length), Math.Max(1, length)), comparable && length > 0);
        using PartialFile file = PartialFile.Open(request.Path, $"{request.BucketName}/{request.Key}", 0, keepContent: false);
        ResumingStream stream = new(context, content.Info, request.Options, content.RangeStart, length, content, request.Progress);
        await using (stream.ConfigureAwait(false))
        {
            checksum.Set(0, await CopyAsync(stream, file, 0, length, checksum, cancellationToken).ConfigureAwait(false));
        }

        R2Checksum? verified = checksum.Verify(content.Info);
        file.Commit(flush: false);
        return new R2DownloadResult { Info = content.Info, Path = request.Path, Size = length, VerifiedChecksum = verified };
    }
}
