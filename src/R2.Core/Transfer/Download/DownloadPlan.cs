namespace R2.Transfer.Download;

/// <summary>
/// How a download is cut into slices. Slices never cross a part of the upload, so that the checksums of parts can be computed from those of slices.
/// Pure arithmetic.
/// </summary>
internal readonly record struct DownloadPlan
{
    private readonly int _slicesPerPart;

    /// <param name="length">Length of the object in bytes, 1 or more.</param>
    /// <param name="partSize">Part size of its upload in bytes; its length where it went up in one piece.</param>
    /// <param name="sliceSize">Wanted length of a slice in bytes.</param>
    public DownloadPlan(long length, long partSize, long sliceSize)
    {
        (Length, PartSize, SliceSize) = (length, Math.Min(partSize, length), Math.Min(sliceSize, partSize));
        _slicesPerPart = (int)Divide(PartSize, SliceSize);
        SliceCount = checked((int)((length / PartSize * _slicesPerPart) + Divide(length % PartSize, SliceSize)));
    }

    public long Length { get; }

    public long PartSize { get; }

    public long SliceSize { get; }

    public int SliceCount { get; }

    /// <summary>Part of the upload, from 0, that a slice belongs to.</summary>
    public int PartOf(int slice) => slice / _slicesPerPart;

    public long OffsetOf(int slice) => (PartOf(slice) * PartSize) + (slice % _slicesPerPart * SliceSize);

    public long LengthOf(int slice)
    {
        long offset = OffsetOf(slice);
        long partEnd = Math.Min((PartOf(slice) + 1) * PartSize, Length);
        return Math.Min(SliceSize, partEnd - offset);
    }

    private static long Divide(long value, long by) => (value + by - 1) / by;
}
