using System.Globalization;
using System.Text;
using System.Xml;
using R2.Pipeline;
using R2.Requests;

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

        string name = Name;
        string text = "";
        StringBuilder? pieces = null;
        int depth = _reader.Depth;
        while (_reader.Read() && !(_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth))
        {
            if (_reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                continue;
            }

            // One piece is the rule; a document may be cut into as many as it has characters.
            if (text.Length > 0)
            {
                pieces ??= new StringBuilder(text);
                pieces.Append(_reader.Value);
            }
            else
            {
                text = _reader.Value;
            }
        }

        text = pieces?.ToString() ?? text;
        return IsWhole(text) ? text : throw new FormatException($"<{name}> holds half of a surrogate pair");
    }

    public readonly long Number()
    {
        string name = Name;
        string text = Text();
        return long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"<{name}> is '{Shortened(text)}', not a number");
    }

    /// <summary>Length of an object or a part in bytes.</summary>
    public readonly long Size()
    {
        string name = Name;
        long size = Number();
        return size is >= 0 and <= ObjectResponse.MaxBytes ? size : throw new FormatException($"<{name}> is '{size}', no length that an object has");
    }

    /// <summary>An entity tag without its quotes; null where the element is empty, as Ceph's gateway leaves some.</summary>
    public readonly string? ETag()
    {
        string name = Name;
        string text = Text();
        return text.Length == 0 ? null : EntityTag.Parse(text) ?? throw new FormatException($"<{name}> is '{Shortened(text)}', no entity tag");
    }

    /// <summary>A name that the server made, such as an upload id or a storage class; null where it is empty.</summary>
    public readonly string? Label()
    {
        string name = Name;
        string? text = TextOrNull();
        return text is null || PrintableText.Is(text) ? text : throw new FormatException($"<{name}> is '{Shortened(text)}', which holds a control character");
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

    /// <summary>A half would be sent back as another character, and so name another key.</summary>
    private static bool IsWhole(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40];
}
