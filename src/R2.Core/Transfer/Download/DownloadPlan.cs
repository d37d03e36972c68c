namespace R2.Transfer.Download;

/// <summary>
/// How a download is cut into ranges. Ranges never cross a part of the upload, so that the checksums of parts can be computed from those of ranges.
/// Pure arithmetic.
/// </summary>
internal readonly record struct DownloadPlan
{
    private readonly int _rangesPerPart;

    /// <param name="length">Length of the object in bytes, 1 or more.</param>
    /// <param name="partSize">Part size of its upload in bytes; its length where it went up in one piece.</param>
    /// <param name="rangeSize">Wanted length of a range in bytes.</param>
    public DownloadPlan(long length, long partSize, long rangeSize)
    {
        (Length, PartSize, RangeSize) = (length, Math.Min(partSize, length), Math.Min(rangeSize, partSize));
        _rangesPerPart = (int)Divide(PartSize, RangeSize);
        RangeCount = checked((int)((length / PartSize * _rangesPerPart) + Divide(length % PartSize, RangeSize)));
    }

    public long Length { get; }

    public long PartSize { get; }

    public long RangeSize { get; }

    public int RangeCount { get; }

    /// <summary>Part of the upload, from 0, that a range belongs to.</summary>
    public int PartOf(int range) => range / _rangesPerPart;

    public long OffsetOf(int range) => (PartOf(range) * PartSize) + (range % _rangesPerPart * RangeSize);

    public long LengthOf(int range)
    {
        long offset = OffsetOf(range);
        long partEnd = Math.Min((PartOf(range) + 1) * PartSize, Length);
        return Math.Min(RangeSize, partEnd - offset);
    }

    private static long Divide(long value, long by) => (value + by - 1) / by;
}
