using R2.Models;
using R2.Rules;

namespace R2.Xml.Documents;

/// <summary>DeleteObjects. Its response lists what was deleted even where Quiet was asked for, so that is not asked for.</summary>
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

    /// <returns>What became of each key that was asked for, in that order; what is said of others is left out.</returns>
    public static IReadOnlyList<R2DeleteResult> Read(XmlBody body, string bucket, IReadOnlyList<string> keys) => XmlDocuments.Read(body, "DeleteResult", root =>
    {
        Dictionary<string, R2DeleteResult> results = new(keys.Count, StringComparer.Ordinal);
        while (root.MoveNext())
        {
            if (root.Name is "Deleted" or "Error" && ReadResult(root.Enter(), bucket, failed: root.Name == "Error") is { } result
                && (result.ErrorCode is not null || !results.ContainsKey(result.Key)))
            {
                results[result.Key] = result;
            }
        }

        return (IReadOnlyList<R2DeleteResult>)[.. keys.Select(key => ResultOf(key, bucket, results))];
    });

    /// <summary>R2 takes keys of one NFC form for one, and may name it by that.</summary>
    private static R2DeleteResult ResultOf(string key, string bucket, Dictionary<string, R2DeleteResult> results) =>
        results.TryGetValue(key, out R2DeleteResult? result) || results.TryGetValue(NameRules.Identity(key), out result)
            ? result with { Key = key }
            : new()
            {
                BucketName = bucket,
                Key = key,
                ErrorCode = R2ErrorCodes.InvalidResponse,
                ErrorMessage = "The server's answer does not mention the key, so it is unknown whether the object is gone.",
            };

    private static R2DeleteResult? ReadResult(XmlCursor element, string bucket, bool failed)
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
                    code = element.Label();
                    break;
                case "Message":
                    message = element.TextOrNull();
                    break;
            }
        }

        return key is null ? null : new()
        {
            BucketName = bucket,
            Key = key,
            ErrorCode = failed ? code ?? R2ErrorCodes.InvalidResponse : null,
            ErrorMessage = failed ? PrintableText.OfLines(message ?? "The server did not remove the key, and did not say why.") : null,
        };
    }
}
