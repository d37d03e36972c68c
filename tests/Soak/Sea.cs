namespace R2.Soak;

/// <summary>Random bytes that all objects are pieces of: what an object must hold is known without keeping it.</summary>
internal sealed class Sea
{
    private const int Size = 32 << 20;
    private const int Longest = 12 << 20;
    private readonly byte[] _bytes = new byte[Size];

    public Sea(int seed) => new Random(seed).NextBytes(_bytes);

    /// <summary>Seven of ten pieces are small, one is longer than a part.</summary>
    public static Piece Choose(Random random)
    {
        int length = random.Next(10) switch
        {
            < 7 => random.Next(1, 64 << 10),
            < 9 => random.Next(64 << 10, 2 << 20),
            _ => random.Next(SoakRun.PartSize + 1, Longest),
        };
        return new Piece(random.Next(Size - Longest), length);
    }

    public ReadOnlyMemory<byte> this[Piece piece] => _bytes.AsMemory(piece.Offset, piece.Length);
}
