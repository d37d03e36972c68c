using R2.Models;

namespace R2.Listing;

/// <summary>Looks on while a list is asked for page by page: whether it is long and slow, and in an order that can be relied on.</summary>
internal sealed class ListPace(ListLimits limits, string prefix)
{
    private readonly TimeSpan[] _waits = new TimeSpan[limits.FullPages];
    private int _pages;
    private int _full;
    private bool _isOrdered = true;

    public ListLimits Limits => limits;

    public string Prefix => prefix;

    public KeyAlphabet Alphabet { get; } = new();

    /// <summary>The most keys that a page had.</summary>
    public int PageSize { get; private set; }

    public long Keys { get; private set; }

    public string? First { get; private set; }

    /// <summary>First key of the last page that had keys.</summary>
    public string? PageFirst { get; private set; }

    public string? Last { get; private set; }

    /// <summary>Whether more requests at once would help, and may be sent.</summary>
    public bool IsLongAndSlow
    {
        get
        {
            if (!_isOrdered || _full < limits.FullPages)
            {
                return false;
            }

            TimeSpan[] sorted = [.. _waits.Order()];
            return sorted[sorted.Length / 2] >= limits.SlowPage;
        }
    }

    /// <param name="page">A page, in the order of the list.</param>
    /// <param name="wait">How long it took.</param>
    public void Count(R2ObjectPage page, TimeSpan wait)
    {
        _waits[_pages++ % _waits.Length] = wait;
        IReadOnlyList<R2Object> objects = page.Objects;
        _isOrdered &= page.Prefixes.Count == 0 && InOrder(objects, Last);
        if (objects.Count > PageSize)
        {
            (PageSize, _full) = (objects.Count, 0);
        }

        _full += page.IsTruncated && objects.Count > 0 && objects.Count == PageSize ? 1 : 0;
        if (objects.Count > 0)
        {
            Keys += objects.Count;
            (First, PageFirst, Last) = (First ?? objects[0].Key, objects[0].Key, objects[^1].Key);
            Alphabet.Add(objects);
        }
    }

    /// <summary>
    /// Whether keys come in the order of their UTF-8 bytes, all after another one, and none is written in a way that R2 may put in another place: R2 does not document where keys stand whose
    /// composed form is another text.
    /// </summary>
    public static bool InOrder(IReadOnlyList<R2Object> objects, string? after)
    {
        foreach (R2Object item in objects)
        {
            if ((after is not null && KeyOrder.Compare(item.Key, after) <= 0) || !KeyOrder.IsComposed(item.Key))
            {
                return false;
            }

            after = item.Key;
        }

        return true;
    }
}
