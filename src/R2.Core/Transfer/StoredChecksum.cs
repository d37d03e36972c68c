using System.Globalization;
using R2.Models;

namespace R2.Transfer;

/// <summary>The checksum that is stored with an object, and what it is of.</summary>
internal static class StoredChecksum
{
    /// <summary>The cheapest first: the processor has an instruction for CRC32C, and CRCs of ranges can be joined.</summary>
    private static readonly R2ChecksumAlgorithm[] s_order =
        [R2ChecksumAlgorithm.Crc32C, R2ChecksumAlgorithm.Crc32, R2ChecksumAlgorithm.Crc64Nvme, R2ChecksumAlgorithm.Sha256, R2ChecksumAlgorithm.Sha1];

    /// <summary>Whether what is asked for is compared: the checksum of a range is not stored.</summary>
    public static bool IsCompared(TransferOptions options, GetObjectOptions asked) => options.Checksum is not null && asked is { Range: null, PartNumber: null };

    /// <summary>Asks for the checksum that is stored with the object, where it is compared.</summary>
    public static GetObjectOptions Wanted(TransferOptions options, GetObjectOptions asked) => asked with { ChecksumMode = IsCompared(options, asked) };

    /// <summary>The checksum to compare an object with, null where there is none, and the length of the parts that it is of: the first part's tells the others'.</summary>
    public static ValueTask<(R2Checksum? Stored, long PartSize)> FindAsync(TransferScope scope, R2ObjectContent content, GetObjectOptions asked, CancellationToken cancellationToken)
    {
        R2Checksum? stored = IsCompared(scope.Options, asked) ? Of(content.Info) : null;
        return stored is not null && PartsOf(stored) is > 1 and int parts
            ? FindPartSizeAsync(scope, content, asked, stored, parts, cancellationToken)
            : new((stored, content.ContentLength));
    }

    private static async ValueTask<(R2Checksum? Stored, long PartSize)> FindPartSizeAsync(
        TransferScope scope, R2ObjectContent content, GetObjectOptions asked, R2Checksum stored, int parts, CancellationToken cancellationToken)
    {
        (R2ObjectInfo info, long length) = (content.Info, content.ContentLength);
        if (parts > R2Client.MaxPartNumber)
        {
            throw new R2Exception(R2ErrorCodes.InvalidResponse, $"The object's checksum is '{stored}', of more parts than the {R2Client.MaxPartNumber:N0} that an object may have.") { BucketName = info.BucketName, Key = info.Key };
        }

        GetObjectOptions first = new() { PartNumber = 1, Conditions = new R2Conditions { IfMatch = info.ETag }, SseCustomerKey = asked.SseCustomerKey };
        long partSize = await scope.Client.GetPartLengthAsync(info.BucketName, info.Key, first, cancellationToken).ConfigureAwait(false);

        // A server that does not know part numbers answers for the whole object.
        return partSize > 0 && (length + partSize - 1) / partSize == parts ? (stored, partSize) : (null, length);
    }

    /// <summary>The one to compare with; null where none is stored.</summary>
    public static R2Checksum? Of(R2ObjectInfo info) =>
        info.Checksums.Count == 0 ? null : s_order.Select(algorithm => info.Checksums.FirstOrDefault(c => c.Kind == algorithm)).FirstOrDefault(c => c is not null);

    /// <summary>The one of the algorithm that was sent, or else whichever the server says it stored.</summary>
    public static R2Checksum? Confirmed(IReadOnlyList<R2Checksum> stored, R2Checksum? sent) =>
        stored.FirstOrDefault(c => c.Algorithm == sent?.Algorithm) ?? (stored.Count > 0 ? stored[0] : null);

    /// <summary>Whether two checksums of one algorithm, both of the whole object or both of its parts, differ.</summary>
    public static bool Contradict(R2Checksum? one, R2Checksum? other) =>
        one is not null && other is not null && one.Algorithm == other.Algorithm && PartsOf(one) is null == PartsOf(other) is null && one != other;

    /// <summary>Number of parts that a checksum of type COMPOSITE is of; null for one of the whole object.</summary>
    public static int? PartsOf(R2Checksum checksum) =>
        checksum.Value.IndexOf('-', StringComparison.Ordinal) is > 0 and int dash && int.TryParse(checksum.Value.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int parts)
            ? parts
            : null;

    /// <param name="info">The object.</param>
    /// <param name="actual">What the bytes make.</param>
    /// <param name="stored">What they should make.</param>
    public static R2Exception Mismatch(R2ObjectInfo info, string actual, string stored) => new(
        R2ErrorCodes.ChecksumMismatch,
        $"What arrived of '{info.BucketName}/{info.Key}' has the checksum {actual}; stored is {stored}. Nothing was written under the final name; the object at the server was not touched.")
    {
        BucketName = info.BucketName,
        Key = info.Key,
    };
}
