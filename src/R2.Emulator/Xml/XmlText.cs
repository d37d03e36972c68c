using System.Globalization;
using System.Text;

namespace R2.Emulator.Xml;

/// <summary>Writes documents without XmlWriter, which refuses the control characters that keys may contain and that S3 sends as references.</summary>
internal sealed class XmlText
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";
    private readonly StringBuilder _text = new(Declaration);

    /// <summary>A document of a success, which has the namespace; errors have none.</summary>
    public static string Document(string root, Action<XmlText> content)
    {
        XmlText xml = new XmlText();
        xml._text.Append(CultureInfo.InvariantCulture, $"<{root} xmlns=\"{Namespace}\">");
        content(xml);
        return xml._text.Append(CultureInfo.InvariantCulture, $"</{root}>").ToString();
    }

    public static string Bare(string root, Action<XmlText> content)
    {
        XmlText xml = new XmlText();
        return xml.Element(root, content)._text.ToString();
    }

    /// <summary>An element with a text, or nothing if the text is null.</summary>
    public XmlText Element(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append('<').Append(name).Append('>');
            Escape(value);
            _text.Append("</").Append(name).Append('>');
        }

        return this;
    }

    public XmlText Element(string name, long value) => Element(name, value.ToString(CultureInfo.InvariantCulture));

    public XmlText Element(string name, bool value) => Element(name, value ? "true" : "false");

    public XmlText Element(string name, DateTimeOffset value) =>
        Element(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public XmlText Element(string name, Action<XmlText> content)
    {
        _text.Append('<').Append(name).Append('>');
        content(this);
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    public XmlText Text(string value)
    {
        Escape(value);
        return this;
    }

    private void Escape(string value)
    {
        foreach (char character in value)
        {
            _ = character switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&apos;"),
                < ' ' and not '\n' and not '\t' or '\uFFFE' or '\uFFFF' => _text.Append(CultureInfo.InvariantCulture, $"&#x{(int)character:X};"),
                _ => _text.Append(character),
            };
        }
    }
}
