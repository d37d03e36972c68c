namespace R2.Soak;

/// <summary>The bytes of an object: so many of the sea's, from an offset on.</summary>
internal readonly record struct Piece(int Offset, int Length)
{
    public Piece Slice(int offset, int length) => new(Offset + offset, length);
}
