namespace R2.Fuzz;

/// <summary>Inputs worth changing: the seeds, and what reached new code.</summary>
internal sealed class Corpus(IEnumerable<byte[]> seeds)
{
    private const int Most = 2_000;
    private readonly List<byte[]> _inputs = [.. seeds];

    public IReadOnlyList<byte[]> Inputs => _inputs;

    public void Add(byte[] input)
    {
        if (_inputs.Count < Most)
        {
            _inputs.Add(input);
        }
    }
}
