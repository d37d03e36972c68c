namespace R2.Signing;

/// <summary>Lends a hasher to one signature at a time. Keeps a single one: where threads sign at the same moment, the others make their own.</summary>
internal sealed class HasherPool
{
    private Hasher? _idle;

    public Hasher Rent() => Interlocked.Exchange(ref _idle, null) ?? new Hasher();

    /// <summary>Takes back a hasher that has finished; one that failed half way holds remains and must not come back.</summary>
    public void Return(Hasher hasher) => Interlocked.Exchange(ref _idle, hasher)?.Dispose();
}
