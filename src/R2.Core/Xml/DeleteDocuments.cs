using R2.Models;

namespace R2.Xml;

/// <summary>DeleteObjects. Its answer lists what was deleted even where Quiet was asked for, so that is not asked for.</summary>
internal static class DeleteDocuments
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<string> keys) => XmlText.Write("Delete", xml =>
    {
        foreach (string key in keys)
        {
            xml.WriteStartElement("Object");
            xml.Element("Key", key);
            xml.WriteEndElement();
        }
    });

    public static IReadOnlyList<R2DeleteResult> Read(XmlBody body, string bucket) => XmlDocuments.Read(body, "DeleteResult", root =>
    {
        List<R2DeleteResult> results = [];
        while (root.MoveNext())
        {
            if (root.Name is "Deleted" or "Error")
            {
                results.Add(ReadResult(root.Enter(), bucket, failed: root.Name == "Error"));
            }
        }

        return results;
    });

    private static R2DeleteResult ReadResult(XmlCursor element, string bucket, bool failed)
    {
        (string? key, string? code, string? message) = (null, null, null);
        while (element.MoveNext())
        {
            switch (element.Name)
            {
                case "Key":
                    key = element.Text();
                    break;
                case "Code":
                    code = element.TextOrNull();
                    break;
                case "Message":
                    message = element.TextOrNull();
                    break;
            }
        }

        return new()
        {
            BucketName = bucket,
            Key = XmlDocuments.Required(key, "Key"),
            ErrorCode = failed ? code ?? "InternalError" : null,
            ErrorMessage = failed ? message : null,
        };
    }
}
