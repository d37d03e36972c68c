using R2.Files;
using R2.Models;
using R2.Sync.Listing;

namespace R2.Sync.Comparing;

/// <summary>Compares both ends byte by byte.</summary>
internal sealed class ByteComparer(SyncRun run)
{
    private const int BlockSize = 256 * 1024;

    public async Task<bool> AreEqualAsync(SyncEntry source, SyncEntry destination, CancellationToken cancellationToken)
    {
        Stream left = await OpenAsync(run.Source, run.SourceTransfers, source, cancellationToken).ConfigureAwait(false);
        await using (left.ConfigureAwait(false))
        {
            Stream right = await OpenAsync(run.Destination, run.DestinationTransfers, destination, cancellationToken).ConfigureAwait(false);
            await using (right.ConfigureAwait(false))
            {
                return await AreEqualAsync(left, right, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> AreEqualAsync(Stream left, Stream right, CancellationToken cancellationToken)
    {
        byte[] one = new byte[BlockSize], other = new byte[BlockSize];
        while (true)
        {
            int count = await left.ReadAtLeastAsync(one, BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            int same = await right.ReadAtLeastAsync(other, BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (count != same || !one.AsSpan(0, count).SequenceEqual(other.AsSpan(0, same)))
            {
                return false;
            }

            if (count < BlockSize)
            {
                return true;
            }
        }
    }

    private async Task<Stream> OpenAsync(R2SyncLocation location, R2TransferManager? transfers, SyncEntry entry, CancellationToken cancellationToken)
    {
        if (location.IsFolder)
        {
            run.Tally.CountHashed(entry.Size);
            string path = run.PathOf(entry.Key);
            try
            {
                FileState.Of(path);
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new R2Exception(R2ErrorCodes.SourceUnreadable, $"The file '{path}' cannot be read: {e.Message}", e);
            }
        }

        GetObjectOptions options = new() { Conditions = new R2Conditions { IfMatch = entry.ETag } };
        R2ObjectContent content = await transfers!.OpenReadAsync(location.BucketName!, location.Prefix + entry.Key, options, cancellationToken: cancellationToken).ConfigureAwait(false);
        return content.Content;
    }
}
