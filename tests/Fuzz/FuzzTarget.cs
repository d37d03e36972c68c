namespace R2.Fuzz;

/// <summary>One reader of bytes that others write.</summary>
/// <param name="Name">Name, for the command line.</param>
/// <param name="Run">Reads an input, and throws where the reader breaks its contract.</param>
/// <param name="Seeds">Good inputs, to make bad ones of.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Run, IReadOnlyList<byte[]> Seeds)
{
    /// <summary>Bytes that may be allocated for each byte of the input. Work is bounded by it too: what is quadratic allocates by the square.</summary>
    public long BytesPerByte { get; init; } = 300;

    /// <summary>Bytes that may be allocated for any input.</summary>
    public long BytesAtLeast { get; init; } = 2 << 20;

    /// <summary>Longest input: long enough to show what grows faster than its input.</summary>
    public int MaxLength { get; init; } = 128 * 1024;

    /// <summary>Pieces to put in, which chance would not find.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public static FuzzTarget OfText(string name, Action<string> run, params IReadOnlyList<string> seeds) =>
        new(name, input => run(Text.Of(input)), [.. seeds.Select(System.Text.Encoding.UTF8.GetBytes)]);
}
