using System.Diagnostics;
using R2.Files;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Transfer.Download;

/// <summary>
/// Downloads an object into a file. The first response tells how long it is, which version, and what checksum it has; a short object is in that response,
/// the rest of a long one comes in ranges beside it.
/// </summary>
internal sealed class Downloader(TransferScope scope, R2DownloadRequest request)
{
    public async Task<R2DownloadResult> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        TargetFile target = TargetFile.At(request.Path);
        if (IsWhole)
        {
            scope.Shared.CheckState();
        }

        R2ObjectContent content = await scope.Client.GetObjectAsync(
            request.BucketName, request.Key, StoredChecksum.Wanted(scope.Options, request.Options), cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            request.Progress?.SetTotal(content.ContentLength);
            bool inRanges = content.ContentLength > scope.Options.MultipartThreshold && IsWhole && !string.IsNullOrEmpty(content.Info.ETag);
            R2DownloadResult result = inRanges
                ? await new RangedDownload(scope, request, target, content).RunAsync(cancellationToken).ConfigureAwait(false)
                : await WholeAsync(content, target, cancellationToken).ConfigureAwait(false);
            return result with { RequestId = content.Info.RequestId, Elapsed = Stopwatch.GetElapsedTime(started), Attempts = scope.Attempts };
        }
    }

    /// <summary>Takes bytes as they pass.</summary>
    internal delegate void Sink(ReadOnlySpan<byte> bytes);

    /// <summary>Writes what a stream gives at an offset of the file; a checksum goes along.</summary>
    internal static async Task CopyAsync(ResumingStream from, PartialFile to, long offset, long length, Sink checksum, CancellationToken cancellationToken)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, BufferSize));
        try
        {
            for (long done = 0; done < length;)
            {
                // As much as is written at once: what of a short object comes with its headers is not written alone.
                Memory<byte> next = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done));
                for (int filled = 0; filled < next.Length;)
                {
                    filled += await from.ReadBlockAsync(next[filled..], cancellationToken).ConfigureAwait(false);
                }

                checksum(next.Span);
                to.Write(next.Span, offset + done);
                done += next.Length;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The time that the file is to have; null for that of the download.</summary>
    internal static FileTime? TimeOf(R2DownloadRequest request, R2ObjectInfo info) =>
        !request.KeepFileTime || request.Options is not { Range: null, PartNumber: null } ? null
        : KeptTime.Of(info.Metadata) ?? (info.LastModified is { } modified ? FileTime.Of(modified.UtcDateTime) : null);

    internal const int BufferSize = 256 * 1024;

    private bool IsWhole => request.Options is { Range: null, PartNumber: null };

    private async Task<R2DownloadResult> WholeAsync(R2ObjectContent content, TargetFile target, CancellationToken cancellationToken)
    {
        using InOrderDigest? digest = await InOrderDigest.CreateAsync(scope, content, request.Options, cancellationToken).ConfigureAwait(false);
        using TransferScope.Lease lease = await scope.EnterAsync(cancellationToken).ConfigureAwait(false);
        long length = content.ContentLength;
        using PartialFile file = PartialFile.Create(target, scope.Shared.Folders, identity: null, 0, request.Folder);
        ResumingStream stream = new(scope, content.Info, request.Options, content.RangeStart, length, content);
        await using (stream.ConfigureAwait(false))
        {
            await CopyAsync(stream, file, 0, length, bytes => digest?.Append(bytes), cancellationToken).ConfigureAwait(false);
        }

        digest?.Verify();
        file.Commit(length, request.Overwrite, request.Folder, TimeOf(request, content.Info));
        return new R2DownloadResult { Info = content.Info, Path = request.Path, Size = length, VerifiedChecksum = digest?.Stored, VerifiedETag = digest?.IsOfETag == true };
    }
}
