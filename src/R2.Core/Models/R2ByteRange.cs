namespace R2.Models;

/// <summary>A range of bytes, both ends included, as in the <c>Range</c> header.</summary>
/// <param name="Start">Offset of the first byte; null for the last <paramref name="End"/> bytes.</param>
/// <param name="End">Offset of the last byte; null for all up to the end.</param>
public readonly record struct R2ByteRange(long? Start, long? End)
{
    /// <summary>The range of <paramref name="length"/> bytes from <paramref name="offset"/>.</summary>
    /// <param name="offset">Offset of the first byte, 0 or more.</param>
    /// <param name="length">Number of bytes, 1 or more.</param>
    public static R2ByteRange FromLength(long offset, long length) => new(offset, checked(offset + length - 1));

    /// <summary>Bytes that the range has of an object: it is cut at the object's end.</summary>
    /// <param name="size">Size of the object in bytes.</param>
    public long LengthIn(long size) => (Start, End) switch
    {
        (null, { } last) => Math.Min(last, size),
        ({ } first, var end) => Math.Max(0, Math.Min(end ?? long.MaxValue, size - 1) - first + 1),
        _ => size,
    };

    internal string ToHeader()
    {
        bool valid = (Start, End) switch
        {
            (null, null) => false,
            (null, long last) => last > 0,
            (long first, null) => first >= 0,
            (long first, long last) => first >= 0 && last >= first,
        };
        return valid
            ? FormattableString.Invariant($"bytes={Start}-{End}")
            : throw R2Exception.Invalid(R2ErrorCodes.InvalidRange, $"The range '{Start}-{End}' is not valid: it needs 'first-last' with 0 ≤ first ≤ last, 'first-', or '-count' with count ≥ 1.");
    }
}
