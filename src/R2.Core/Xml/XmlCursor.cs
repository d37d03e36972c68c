using System.Globalization;
using System.Xml;

namespace R2.Xml;

/// <summary>
/// Walks the children of one element. What the caller does not read is passed over, so unknown elements do no harm.
/// <code>XmlCursor page = new(reader); while (page.MoveNext()) switch (page.Name) { case "Key": key = page.Text(); break; }</code>
/// </summary>
internal struct XmlCursor
{
    private readonly XmlReader _reader;
    private readonly int _depth;
    private bool _atEnd;

    /// <summary>Starts inside the element that the reader stands at.</summary>
    public XmlCursor(XmlReader reader) => (_reader, _depth, _atEnd) = (reader, reader.Depth, reader.IsEmptyElement);

    public readonly string Name => _reader.LocalName;

    public bool MoveNext()
    {
        while (!_atEnd && _reader.Read())
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.Depth == _depth + 1)
            {
                return true;
            }

            _atEnd = _reader.NodeType == XmlNodeType.EndElement && _reader.Depth == _depth;
        }

        return false;
    }

    /// <summary>Cursor over the children of the current child.</summary>
    public readonly XmlCursor Enter() => new(_reader);

    /// <summary>Text of the current child; white space counts, as it does in keys.</summary>
    public readonly string Text()
    {
        if (_reader.IsEmptyElement)
        {
            return "";
        }

        string text = "";
        int depth = _reader.Depth;
        while (_reader.Read())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text = text.Length == 0 ? _reader.Value : text + _reader.Value;
                    break;
                case XmlNodeType.EndElement when _reader.Depth == depth:
                    return text;
            }
        }

        return text;
    }

    /// <summary>Text of the element that the cursor stands in.</summary>
    public readonly string RootText() => Text();

    public readonly long Number()
    {
        string name = Name;
        string text = Text();
        return long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"<{name}> is '{Shortened(text)}', not a number");
    }

    public readonly int Integer()
    {
        string name = Name;
        long number = Number();
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new FormatException($"<{name}> is '{number}', which is more than fits");
    }

    public readonly bool Flag()
    {
        string name = Name;
        string text = Text();
        return bool.TryParse(text, out bool flag) ? flag : throw new FormatException($"<{name}> is '{Shortened(text)}', neither true nor false");
    }

    public readonly DateTimeOffset Date()
    {
        string name = Name;
        string text = Text();
        return Timestamp.TryParse(text, out DateTimeOffset date)
            ? date
            : throw new FormatException($"<{name}> is '{Shortened(text)}', not a date");
    }

    /// <summary>Text of the current child, which must not be empty to mean anything.</summary>
    public readonly string? TextOrNull() => Text() is { Length: > 0 } text ? text : null;

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40];
}
