using R2.Checksums;
using R2.Files;
using R2.Models;
using R2.Sync.Listing;
using R2.Transfer;

namespace R2.Sync.Comparing;

/// <summary>Tells whether both ends have the same of one key, from what costs nothing to what costs a request.</summary>
internal sealed class ContentComparer(SyncRun run)
{
    private const long MiB = 1L << 20;

    /// <summary>Part sizes that tools use by default: rclone and others 5, aws and s5cmd 8, 16 or 50, Cloudflare's own 100, mc 16 or 64 MiB, s3cmd 15.</summary>
    private static readonly long[] s_partSizes = [5 * MiB, 8 * MiB, 10 * MiB, 15 * MiB, 16 * MiB, 32 * MiB, 50 * MiB, 64 * MiB, 100 * MiB, 128 * MiB, 256 * MiB];

    private R2SyncOptions Options => run.Options;

    /// <summary>What can be told at once; null where something has to be read or asked for.</summary>
    public Comparison? TryCompare(SyncEntry source, SyncEntry destination)
    {
        if (source.Size != destination.Size)
        {
            return new(R2SyncReason.SizeDiffers);
        }

        if (Options.Download)
        {
            return null;
        }

        if (Options.CompareBy == R2CompareBy.Size)
        {
            return new(R2SyncReason.Equal);
        }

        if (run.IsBetweenBuckets && Options.CompareBy != R2CompareBy.Time)
        {
            return ETags.Same(source.ETag, destination.ETag) && !string.IsNullOrEmpty(source.ETag) ? new(R2SyncReason.Equal)
                : Options.CompareBy == R2CompareBy.Auto && run.Remembers(source, destination) ? new(R2SyncReason.Equal, IsByContent: true)
                : ETags.IsMd5(source.ETag) && ETags.IsMd5(destination.ETag) ? new(R2SyncReason.ChecksumDiffers)
                : null;
        }

        return Options.CompareBy == R2CompareBy.Auto && run.Remembers(source, destination) ? new(R2SyncReason.Equal, IsByContent: true) : null;
    }

    /// <summary>Reads the file, or asks for the object.</summary>
    public async Task<Comparison> CompareAsync(SyncEntry source, SyncEntry destination, CancellationToken cancellationToken)
    {
        if (Options.Download)
        {
            return await new ByteComparer(run).AreEqualAsync(source, destination, cancellationToken).ConfigureAwait(false) ? new(R2SyncReason.Equal) : new(R2SyncReason.ChecksumDiffers);
        }

        if (Options.CompareBy == R2CompareBy.Time)
        {
            FileTime? from = await TimeOfAsync(run.Source, source, cancellationToken).ConfigureAwait(false), to = await TimeOfAsync(run.Destination, destination, cancellationToken).ConfigureAwait(false);
            if (from is { } one && to is { } other && run.AreAlike(one, other))
            {
                return new(R2SyncReason.Equal);
            }

            // The bytes decide whether all has to go again, or the time alone.
            Comparison bytes = await ByContentAsync(source, destination, cancellationToken).ConfigureAwait(false);
            return bytes.IsEqual && from is not null ? bytes with { Reason = R2SyncReason.TimeDiffers } : bytes.IsEqual ? bytes : bytes with { Reason = R2SyncReason.ChecksumDiffers };
        }

        return await ByContentAsync(source, destination, cancellationToken).ConfigureAwait(false);
    }

    private Task<Comparison> ByContentAsync(SyncEntry source, SyncEntry destination, CancellationToken cancellationToken) =>
        run.IsBetweenBuckets ? OfObjectsAsync(source, destination, cancellationToken)
        : run.Source.IsFolder ? OfFileAsync(source, run.Destination, destination, cancellationToken)
        : OfFileAsync(destination, run.Source, source, cancellationToken);

    private async Task<Comparison> OfFileAsync(SyncEntry file, R2SyncLocation bucket, SyncEntry item, CancellationToken cancellationToken)
    {
        string path = run.PathOf(file.Key);
        if (ETags.IsMd5(item.ETag))
        {
            string? md5 = Hash(path, file);
            Comparison plain = ETags.Same(md5, item.ETag) ? new(R2SyncReason.Equal, md5, true) : new(R2SyncReason.ChecksumDiffers, md5);
            return plain;
        }

        if (FileETag.PartsOf(item.ETag) is > 0 and int parts)
        {
            long[] sizes = [.. PartSizes(file.Size).Where(size => PartsOf(file.Size, size) == parts)];
            if (sizes.Length == 1 && InParts(path, file, sizes[0]) is { } guess && ETags.Same(guess, item.ETag))
            {
                return new(R2SyncReason.Equal, IsByContent: true);
            }

            long? exact = await PartSizeOfAsync(bucket, item, cancellationToken).ConfigureAwait(false);
            foreach (long size in exact is { } one ? [one] : sizes)
            {
                if (PartsOf(file.Size, size) == parts && InParts(path, file, size) is { } etag && ETags.Same(etag, item.ETag))
                {
                    return new(R2SyncReason.Equal, IsByContent: true);
                }
            }

            if (exact is not null)
            {
                return new(R2SyncReason.ChecksumDiffers);
            }
        }

        return await ByMetadataAsync(path, file, bucket, item, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The entity tag tells nothing: what the object says of itself may.</summary>
    private async Task<Comparison> ByMetadataAsync(string path, SyncEntry file, R2SyncLocation bucket, SyncEntry item, CancellationToken cancellationToken)
    {
        R2ObjectInfo info = await SyncRun.HeadAsync(bucket, item, cancellationToken).ConfigureAwait(false);
        if (Md5Of(info) is { } kept)
        {
            string? md5 = Hash(path, file);
            return ETags.Same(md5, kept) ? new(R2SyncReason.Equal, md5, true) : new(R2SyncReason.ChecksumDiffers, md5);
        }

        return KeptTime.Of(info.Metadata) is { } time && run.AreAlike(time, file.Stamp.Written) ? new(R2SyncReason.Equal) : new(R2SyncReason.Unknown);
    }

    private async Task<Comparison> OfObjectsAsync(SyncEntry source, SyncEntry destination, CancellationToken cancellationToken)
    {
        if (ETags.Same(source.ETag, destination.ETag) && !string.IsNullOrEmpty(source.ETag))
        {
            return new(R2SyncReason.Equal);
        }

        if (ETags.IsMd5(source.ETag) && ETags.IsMd5(destination.ETag))
        {
            return new(R2SyncReason.ChecksumDiffers);
        }

        R2ObjectInfo from = await SyncRun.HeadAsync(run.Source, source, cancellationToken).ConfigureAwait(false), to = await SyncRun.HeadAsync(run.Destination, destination, cancellationToken).ConfigureAwait(false);
        if (Whole(from, source.ETag) is { } left && Whole(to, destination.ETag) is { } right)
        {
            return ETags.Same(left, right) ? new(R2SyncReason.Equal) : new(R2SyncReason.ChecksumDiffers);
        }

        foreach (R2Checksum one in from.Checksums)
        {
            if (to.Checksums.FirstOrDefault(other => other.Algorithm == one.Algorithm) is { } other && StoredChecksum.PartsOf(one) is null && StoredChecksum.PartsOf(other) is null)
            {
                return one.Value == other.Value ? new(R2SyncReason.Equal) : new(R2SyncReason.ChecksumDiffers);
            }
        }

        return KeptTime.Of(from.Metadata) is { } time && KeptTime.Of(to.Metadata) is { } same && run.AreAlike(time, same) ? new(R2SyncReason.Equal)
            : new(R2SyncReason.Unknown);
    }

    private static string? Whole(R2ObjectInfo info, string? etag) => Md5Of(info) ?? (ETags.IsMd5(etag) && info.SseCustomerKeyMd5 is null ? etag : null);

    /// <summary>The MD5 of the whole that rclone stores with an object in parts.</summary>
    private static string? Md5Of(R2ObjectInfo info)
    {
        Span<byte> md5 = stackalloc byte[16];
        return info.Metadata.TryGetValue(SyncRun.Md5Name, out string? text) && Convert.TryFromBase64String(text, md5, out int length) && length == md5.Length ? ETags.OfBody(md5) : null;
    }

    /// <summary>The time that an object was made from, or that a file has. An object that keeps none has the time at which it was stored, as rclone sees it.</summary>
    private static async Task<FileTime?> TimeOfAsync(R2SyncLocation location, SyncEntry entry, CancellationToken cancellationToken) =>
        location.IsFolder ? entry.Stamp.Written : KeptTime.Of((await SyncRun.HeadAsync(location, entry, cancellationToken).ConfigureAwait(false)).Metadata) ?? entry.Time;

    private static async Task<long?> PartSizeOfAsync(R2SyncLocation bucket, SyncEntry item, CancellationToken cancellationToken)
    {
        GetObjectOptions first = new() { PartNumber = 1, Conditions = new R2Conditions { IfMatch = item.ETag } };
        try
        {
            long length = await bucket.Client!.GetPartLengthAsync(bucket.BucketName!, bucket.Prefix + item.Key, first, cancellationToken).ConfigureAwait(false);
            return PartsOf(item.Size, length) == FileETag.PartsOf(item.ETag) ? length : null;
        }
        catch (R2Exception e) when (e.Kind is R2ErrorKind.Invalid or R2ErrorKind.NotImplemented or R2ErrorKind.InvalidResponse or R2ErrorKind.InvalidData)
        {
            // The server knows no part numbers.
            return null;
        }
    }

    private IEnumerable<long> PartSizes(long size) => s_partSizes.Prepend(PartPlan.InParts(size, Options.Transfer.PartSize).PartSize).Distinct();

    private static long PartsOf(long size, long partSize) => partSize <= 0 ? 0 : Math.Max(1, (size + partSize - 1) / partSize);

    private string? Hash(string path, SyncEntry file)
    {
        run.Tally.CountHashed(file.Size);
        return Reading(path, () => FileETag.Whole(path, file.Size, file.Stamp.Written));
    }

    private string? InParts(string path, SyncEntry file, long partSize)
    {
        run.Tally.CountHashed(file.Size);
        return Reading(path, () => FileETag.InParts(path, file.Size, file.Stamp.Written, partSize));
    }

    private static string? Reading(string path, Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new R2Exception(R2ErrorCodes.SourceUnreadable, $"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
