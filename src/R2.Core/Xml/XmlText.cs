using System.Text;
using System.Xml;

namespace R2.Xml;

/// <summary>Writes documents: UTF-8 without a byte order mark, in S3's namespace, control characters as references.</summary>
internal static class XmlText
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly XmlWriterSettings s_settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return in a key would reach the server as a line feed, and delete another object.
        NewLineHandling = NewLineHandling.Entitize,
        CheckCharacters = false,
    };

    public static ReadOnlyMemory<byte> Write(string root, Action<XmlWriter> content)
    {
        MemoryStream stream = new();
        using (XmlWriter xml = XmlWriter.Create(stream, s_settings))
        {
            xml.WriteStartElement(root, Namespace);
            content(xml);
            xml.WriteEndElement();
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    public static void Element(this XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement(name);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    public static void ElementOrNone(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.Element(name, value);
        }
    }

    public static void Elements(this XmlWriter xml, string name, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            xml.Element(name, value);
        }
    }

    /// <summary>Whether there are no blanks around the text, in the sense of parsers in JavaScript, which cut them off: a byte order mark is one.</summary>
    public static bool IsTrimmed(string text) => text.Length == 0 || !(IsBlank(text[0]) || IsBlank(text[^1]));

    /// <summary>Whether XML 1.0 has a place for the text. Most parsers refuse even a reference to a character that it has none for.</summary>
    public static bool CanCarry(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';
}
