namespace R2.Signing;

/// <summary>First step, the headers: names in lower case and sorted, values trimmed, runs of blanks made one.</summary>
internal sealed class CanonicalHeaders
{
    private KeyValuePair<string, string>[] _headers = new KeyValuePair<string, string>[8];
    private int _count;

    public void Add(string name, string value)
    {
        string lower = name.ToLowerInvariant();
        if (_count == _headers.Length)
        {
            Array.Resize(ref _headers, _count * 2);
        }

        int at = _count++;
        for (; at > 0 && string.CompareOrdinal(_headers[at - 1].Key, lower) > 0; at--)
        {
            _headers[at] = _headers[at - 1];
        }

        _headers[at] = new(lower, value);
    }

    /// <summary><c>name:value\n</c> for each.</summary>
    public void Write(ref Utf8Writer writer)
    {
        foreach ((string name, string value) in _headers.AsSpan(0, _count))
        {
            writer.Append(name);
            writer.Append((byte)':');
            WriteValue(ref writer, value);
            writer.Append((byte)'\n');
        }
    }

    /// <summary><c>name;name;name</c></summary>
    public void WriteNames(ref Utf8Writer writer, scoped ReadOnlySpan<byte> separator)
    {
        for (int i = 0; i < _count; i++)
        {
            if (i > 0)
            {
                writer.Append(separator);
            }

            writer.Append(_headers[i].Key);
        }
    }

    private static void WriteValue(ref Utf8Writer writer, ReadOnlySpan<char> value)
    {
        value = value.Trim(" \t");
        for (int blanks = value.IndexOf("  "); blanks >= 0; blanks = value.IndexOf("  "))
        {
            writer.Append(value[..(blanks + 1)]);
            value = value[blanks..].TrimStart(' ');
        }

        writer.Append(value);
    }
}
