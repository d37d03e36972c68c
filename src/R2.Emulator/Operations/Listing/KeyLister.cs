using R2.Emulator.Storage;

namespace R2.Emulator.Operations.Listing;

/// <summary>
/// Makes a page of a list. After a common prefix it searches for the first key behind it, so a page costs as many searches as it has
/// entries, however many keys the prefixes contain.
/// </summary>
internal static class KeyLister
{
    /// <param name="index">The entries.</param>
    /// <param name="prefix">Prefix of the keys.</param>
    /// <param name="delimiter">Groups keys that contain it after the prefix; null or empty for no groups.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="limit">Maximum number of entries, keys and common prefixes together.</param>
    /// <param name="keyOf">The key within an index entry's identity.</param>
    public static ListPage<T> List<T>(
        KeyIndex<T> index, string prefix, string? delimiter, ListStart start, int limit, Func<string, string> keyOf)
        where T : class
    {
        ListPage<T> page = new ListPage<T>();
        Func<string, bool> isBefore = key => KeyOrder.Compare(key, prefix) < 0 || start.IsBefore(key);
        while (true)
        {
            string? group = null;
            foreach ((string? identity, T? value) in index.From(isBefore))
            {
                string key = keyOf(identity);
                if (!key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    return page;
                }

                if (page.Count == limit)
                {
                    page.IsTruncated = true;
                    return page;
                }

                group = GroupOf(key, prefix, delimiter);
                if (group is not null)
                {
                    break;
                }

                page.Add(identity, value);
            }

            if (group is null)
            {
                return page;
            }

            page.AddPrefix(group);
            isBefore = ListStart.AfterPrefix(group).IsBefore;
        }
    }

    private static string? GroupOf(string key, string prefix, string? delimiter)
    {
        if (string.IsNullOrEmpty(delimiter))
        {
            return null;
        }

        int at = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }
}
