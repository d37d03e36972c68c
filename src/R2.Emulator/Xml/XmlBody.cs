using System.Xml;
using System.Xml.Linq;
using R2.Emulator.Errors;

namespace R2.Emulator.Xml;

/// <summary>Reads the documents that clients send: small, with or without the namespace, never with a DTD.</summary>
internal static class XmlBody
{
    private const int LongestDocument = 2 * 1024 * 1024;

    public static XElement Parse(ReadOnlyMemory<byte> bytes, string root)
    {
        if (bytes.Length > LongestDocument)
        {
            throw S3Errors.MalformedXml();
        }

        try
        {
            using MemoryStream stream = new MemoryStream(bytes.ToArray());
            using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false });
            XElement? element = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
            return element?.Name.LocalName == root ? element : throw S3Errors.MalformedXml();
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    public static IEnumerable<XElement> Children(this XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    /// <summary>The text of the first child with this name, or null.</summary>
    public static string? Text(this XElement parent, string name) => parent.Children(name).FirstOrDefault()?.Value;
}
