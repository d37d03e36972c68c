namespace R2.Emulator.Operations.Listing;

/// <summary>The entries of a page, and where the next page starts.</summary>
internal sealed class ListPage<T>
{
    public List<T> Items { get; } = [];

    public List<string> Prefixes { get; } = [];

    public bool IsTruncated { get; set; }

    public int Count => Items.Count + Prefixes.Count;

    /// <summary>The last entry in key order; null if the page is empty.</summary>
    public string? Last { get; private set; }

    public bool LastIsPrefix { get; private set; }

    public void Add(string identity, T item)
    {
        Items.Add(item);
        (Last, LastIsPrefix) = (identity, false);
    }

    public void AddPrefix(string prefix)
    {
        Prefixes.Add(prefix);
        (Last, LastIsPrefix) = (prefix, true);
    }
}
