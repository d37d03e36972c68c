using System.Globalization;

namespace R2.Transfer;

/// <summary>
/// How an object is cut: in one piece, or in equal parts of which only the last may be shorter, as R2 demands. Pure arithmetic.
/// https://developers.cloudflare.com/r2/objects/multipart-objects/
/// </summary>
internal readonly record struct PartPlan
{
    /// <summary>Objects may be this long: 5 TiB − 5 GiB. Source: https://developers.cloudflare.com/r2/platform/limits/</summary>
    public const long MaxObjectBytes = (5L << 40) - (5L << 30);

    /// <summary>Sizes that had to grow are whole mebibytes.</summary>
    private const long Grain = 1L << 20;

    private PartPlan(long length, long partSize, int partCount) => (Length, PartSize, PartCount) = (length, partSize, partCount);

    /// <summary>Length of the object in bytes.</summary>
    public long Length { get; }

    /// <summary>Length of every part but the last, in bytes; the whole length where there is one piece.</summary>
    public long PartSize { get; }

    /// <summary>Number of parts; 0 where the object goes in one request.</summary>
    public int PartCount { get; }

    /// <summary>Whether the object goes in one request.</summary>
    public bool IsSingle => PartCount == 0;

    /// <summary>Plans an upload.</summary>
    /// <param name="length">Length in bytes, 0 to 5 TiB − 5 GiB.</param>
    /// <param name="threshold">Longest object, in bytes, that goes in one request.</param>
    /// <param name="partSize">Wanted part size in bytes; it grows where 10,000 parts of it would not do.</param>
    /// <exception cref="R2Exception">The length or the part size is outside R2's limits.</exception>
    public static PartPlan Create(long length, long threshold, long partSize)
    {
        if (length is < 0 or > MaxObjectBytes)
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.EntityTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"The object would have {length} bytes; R2 takes {MaxObjectBytes} (5 TiB − 5 GiB) at most."));
        }

        CheckPartSize(partSize);
        return length <= Math.Min(threshold, R2Client.MaxSingleUploadBytes) ? new(length, length, 0) : InParts(length, partSize);
    }

    /// <summary>Plans parts without a threshold, for a copy, a download or an upload that is under way.</summary>
    /// <param name="length">Length in bytes.</param>
    /// <param name="partSize">Wanted part size in bytes.</param>
    public static PartPlan InParts(long length, long partSize)
    {
        if (length > partSize * R2Client.MaxPartNumber)
        {
            long needed = (length + R2Client.MaxPartNumber - 1) / R2Client.MaxPartNumber;
            partSize = (needed + Grain - 1) / Grain * Grain;
        }

        return new(length, partSize, (int)Math.Max(1, (length + partSize - 1) / partSize));
    }

    /// <summary>Plans parts of a length that nobody knows yet; <see cref="Length"/> and <see cref="PartCount"/> are 0.</summary>
    internal static PartPlan Open(long partSize) => new(0, partSize, 0);

    /// <summary>Checks a part size against R2's limits.</summary>
    /// <param name="partSize">Part size in bytes, 5 MiB to 5 GiB − 5 MiB.</param>
    public static void CheckPartSize(long partSize)
    {
        if (partSize is < R2Client.MinPartBytes or > R2Client.MaxSingleUploadBytes)
        {
            throw R2Exception.OutOfRange("PartSize", partSize, $"{R2Client.MinPartBytes} (5 MiB) to {R2Client.MaxSingleUploadBytes} (5 GiB − 5 MiB) bytes");
        }
    }

    /// <summary>Offset of a part in the object, in bytes.</summary>
    /// <param name="partNumber">Part number, from 1.</param>
    public long OffsetOf(int partNumber) => (partNumber - 1) * PartSize;

    /// <summary>Length of a part in bytes.</summary>
    /// <param name="partNumber">Part number, from 1.</param>
    public long LengthOf(int partNumber) => Math.Min(PartSize, Length - OffsetOf(partNumber));
}
