namespace R2.Listing;

/// <summary>When a list is asked for by several requests at once, and by how many.</summary>
internal sealed record ListLimits
{
    /// <summary>Requests at once where a command lists.</summary>
    public const int Usual = 8;

    /// <summary>Requests at once at most.</summary>
    public const int Most = 64;

    public int AtOnce { get; init; } = Usual;

    /// <summary>Pages that must have been full: shorter lists are not worth a request that finds nothing.</summary>
    public int FullPages { get; init; } = 8;

    /// <summary>What half of the last <see cref="FullPages"/> must have taken at least: a server nearby answers sooner, and is asked for one page after the other.</summary>
    public TimeSpan SlowPage { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Pages that wait for the reader in memory; more wait on disk.</summary>
    public int PagesInMemory { get; init; } = 8;

    /// <summary>Bytes of pages that wait on disk at most.</summary>
    public long BytesOnDisk { get; init; } = long.MaxValue;

    /// <summary>Requests that may only learn where keys are: so many, and one more for ten useful pages.</summary>
    public int ProbesFor(double pages) => AtOnce + (int)(pages / 10);
}
