namespace R2.Soak;

/// <summary>A range of <see cref="RandomBytes"/>: the content of an object.</summary>
internal readonly record struct ByteRange(int Offset, int Length)
{
    public ByteRange Slice(int offset, int length) => new(Offset + offset, length);
}
