namespace R2.Soak;

/// <summary>The keys of one worker and the content that each must have. No other worker writes to these keys, so the content is always known.</summary>
internal sealed class ExpectedObjects(int worker, Random random)
{
    private const int KeysOfAKind = 6;
    private readonly Dictionary<string, ExpectedObject> _stored = new(StringComparer.Ordinal);

    public string Prefix { get; } = $"worker-{worker:D3}/";

    public Random Random { get; } = random;

    /// <summary>Objects whose upload is cancelled. Each may exist at the end or not; if it exists, it must be complete.</summary>
    public IReadOnlyList<(string Key, ByteRange Range)> Cancelled { get; } =
    [
        ($"cancelled-{worker:D3}/short", new ByteRange(worker, 100_000)),
        ($"cancelled-{worker:D3}/long", new ByteRange(worker, 2 * SoakRun.PartSize)),
    ];

    public IReadOnlyDictionary<string, ExpectedObject> Stored => _stored;

    /// <summary>A key to write to, for an object with a checksum or without one: see <see cref="Worker.Verified"/>.</summary>
    public string KeyToWrite(bool verified) => $"{Prefix}{(verified ? Worker.Verified : Worker.Plain)}-{Random.Next(KeysOfAKind)}";

    public string KeyToWrite() => KeyToWrite(Random.Next(2) == 0);

    /// <summary>A key of an existing object; null if there is none.</summary>
    public string? KeyToRead(bool onlyPlain = false)
    {
        string[] keys = [.. _stored.Keys.Where(key => !onlyPlain || IsPlain(key)).Order(StringComparer.Ordinal)];
        return keys.Length == 0 ? null : keys[Random.Next(keys.Length)];
    }

    public void Put(string key, ByteRange range, string? etag) => _stored[key] = new ExpectedObject(range, etag);

    public void Remove(string key) => _stored.Remove(key);

    private static bool IsPlain(string key) => key.Contains($"/{Worker.Plain}-", StringComparison.Ordinal);
}
