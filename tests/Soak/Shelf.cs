namespace R2.Soak;

/// <summary>The keys of one worker and what they must hold. Nobody else writes them, so that is known at any time.</summary>
internal sealed class Shelf(int worker, Random random)
{
    private const int KeysOfAKind = 6;
    private readonly Dictionary<string, StoredPiece> _stored = new(StringComparer.Ordinal);

    public string Prefix { get; } = $"worker-{worker:D3}/";

    public Random Random { get; } = random;

    /// <summary>What is uploaded and cancelled: it may be there in the end or not, but if so then whole.</summary>
    public IReadOnlyList<(string Key, Piece Piece)> Cancelled { get; } =
    [
        ($"cancelled-{worker:D3}/short", new Piece(worker, 100_000)),
        ($"cancelled-{worker:D3}/long", new Piece(worker, 2 * SoakRun.PartSize)),
    ];

    public IReadOnlyDictionary<string, StoredPiece> Stored => _stored;

    /// <summary>A key to write whose object will have a checksum, or not: see <see cref="Worker.Verified"/>.</summary>
    public string KeyToWrite(bool verified) => $"{Prefix}{(verified ? Worker.Verified : Worker.Plain)}-{Random.Next(KeysOfAKind)}";

    public string KeyToWrite() => KeyToWrite(Random.Next(2) == 0);

    /// <summary>A key that holds something; null where there is none.</summary>
    public string? KeyToRead(bool onlyPlain = false)
    {
        string[] keys = [.. _stored.Keys.Where(key => !onlyPlain || IsPlain(key)).Order(StringComparer.Ordinal)];
        return keys.Length == 0 ? null : keys[Random.Next(keys.Length)];
    }

    public void Put(string key, Piece piece, string? etag) => _stored[key] = new StoredPiece(piece, etag);

    public void Remove(string key) => _stored.Remove(key);

    private static bool IsPlain(string key) => key.Contains($"/{Worker.Plain}-", StringComparison.Ordinal);
}
