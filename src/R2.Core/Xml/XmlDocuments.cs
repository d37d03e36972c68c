using System.Xml;
using R2.Xml.Documents;

namespace R2.Xml;

/// <summary>Opens documents by the name of their root, and says in one way what is wrong with a bad one.</summary>
internal static class XmlDocuments
{
    public delegate T Reader<T>(XmlCursor root);

    /// <param name="body">Document.</param>
    /// <param name="root">Name that the root must have. An <c>Error</c> in its place, after a status of 200, is the server's error.</param>
    /// <param name="read">Reads the children of the root.</param>
    /// <exception cref="R2Exception">The document is an error, is cut short, is no XML, or is another document.</exception>
    public static T Read<T>(XmlBody body, string root, Reader<T> read)
    {
        try
        {
            if (body.IsTruncated)
            {
                throw Invalid(root, $"it is larger than {XmlBody.MaxBytes} bytes");
            }

            if (body.Document.IsEmpty)
            {
                throw Invalid(root, "it is empty");
            }

            using XmlReader reader = body.CreateReader();
            reader.MoveToContent();
            if (reader.LocalName == "Error")
            {
                throw ErrorDocument.Read(new XmlCursor(reader)).ToException();
            }

            if (reader.LocalName != root)
            {
                throw Invalid(root, $"its root is <{reader.LocalName}>");
            }

            T result = read(new XmlCursor(reader));
            while (reader.Read())
            {
                // To the end: a document that stops after what was wanted is cut short all the same.
            }

            return result;
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw Invalid(root, e.Message, e);
        }
    }

    /// <summary>Whether it says that a document is none: .NET's reader throws <see cref="ArgumentException"/> where the declaration itself is broken.</summary>
    public static bool IsMalformed(Exception exception) => exception is XmlException or FormatException or ArgumentException;

    public static T Required<T>(T? value, string element)
        where T : class => value ?? throw new FormatException($"<{element}> is missing");

    private static R2Exception Invalid(string root, string why, Exception? inner = null) =>
        new(R2ErrorCodes.InvalidResponse, $"The server's answer is no valid <{root}> document: {why}.", inner) { IsRetryable = true };
}
