namespace R2.Soak;

/// <summary>Random bytes. The content of every object is a range of them, so it can be compared later without keeping a copy.</summary>
internal sealed class RandomBytes
{
    private const int Size = 32 << 20;
    private const int Longest = 12 << 20;
    private readonly byte[] _bytes = new byte[Size];

    public RandomBytes(int seed) => new Random(seed).NextBytes(_bytes);

    /// <summary>Of ten ranges seven are short and one is longer than a part.</summary>
    public static ByteRange Choose(Random random)
    {
        int length = random.Next(10) switch
        {
            < 7 => random.Next(1, 64 << 10),
            < 9 => random.Next(64 << 10, 2 << 20),
            _ => random.Next(SoakRun.PartSize + 1, Longest),
        };
        return new ByteRange(random.Next(Size - Longest), length);
    }

    public ReadOnlyMemory<byte> this[ByteRange range] => _bytes.AsMemory(range.Offset, range.Length);
}
