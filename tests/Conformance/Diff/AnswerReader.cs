using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;

namespace R2.Conformance.Diff;

/// <summary>Reads an answer down to what can be compared.</summary>
internal static class AnswerReader
{
    private static readonly string[] s_headers =
    [
        "ETag", "Content-Type", "Content-Range", "Content-Encoding", "Content-Disposition", "Content-Language", "Cache-Control", "Expires", "Accept-Ranges",
        "Location", "Retry-After", "x-amz-storage-class", "x-amz-mp-parts-count", "x-amz-missing-meta", "x-amz-server-side-encryption", "x-amz-version-id",
    ];

    /// <summary>Headers that differ by nature: compared is only whether they are there.</summary>
    private static readonly string[] s_presence = ["Last-Modified", "x-amz-request-id"];

    private static readonly HashSet<string> s_masked = ["UploadId", "LastModified", "Initiated", "CreationDate", "RequestId", "HostId", "NextContinuationToken", "ContinuationToken"];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Dictionary<string, string> headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        SortedDictionary<string, string> aspects = new(StringComparer.Ordinal);
        foreach (string name in s_headers.Concat(headers.Keys.Where(IsCompared)).Where(headers.ContainsKey))
        {
            aspects["header " + name] = headers[name];
        }

        foreach (string name in s_presence)
        {
            aspects["header " + name] = headers.ContainsKey(name) ? "there" : "missing";
        }

        Dictionary<string, string> values = new(headers, StringComparer.OrdinalIgnoreCase);
        string? code = null;
        if (TryParse(body) is { } root)
        {
            code = Describe(root, aspects, values);
        }
        else
        {
            aspects["header Content-Length"] = headers.GetValueOrDefault("Content-Length", "missing");
            aspects["body"] = body.Length == 0 ? "empty" : $"{body.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(body))[..12]}";
        }

        return new Answer($"{(int)response.StatusCode} {code}".TrimEnd(), aspects, values);
    }

    private static bool IsCompared(string header) =>
        header.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase);

    private static XElement? TryParse(byte[] body)
    {
        if (body is not [(byte)'<', ..])
        {
            return null;
        }

        try
        {
            using MemoryStream stream = new(body);
            using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { CheckCharacters = false });
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <returns>Code of an error.</returns>
    private static string? Describe(XElement root, SortedDictionary<string, string> aspects, Dictionary<string, string> values)
    {
        foreach (XElement leaf in root.Descendants().Where(e => !e.HasElements))
        {
            values.TryAdd(leaf.Name.LocalName, leaf.Value);
        }

        if (root.Name.LocalName == "Error")
        {
            aspects["message"] = root.Element("Message")?.Value ?? "";
            return root.Element("Code")?.Value;
        }

        aspects["namespace"] = root.Name.NamespaceName;
        aspects["body"] = string.Join(' ', Lines(root, ""));
        return null;
    }

    /// <summary>Elements of one parent may come in any order; among equals theirs counts.</summary>
    private static IEnumerable<string> Lines(XElement element, string path) => element.HasElements
        ? element.Elements().OrderBy(e => e.Name.LocalName, StringComparer.Ordinal).SelectMany(e => Lines(e, $"{path}{element.Name.LocalName}/"))
        : [$"{path}{element.Name.LocalName}={Masked(element)}"];

    private static string Masked(XElement leaf) => leaf.Name.LocalName switch
    {
        // Each server names its own port.
        "Location" when Uri.TryCreate(leaf.Value, UriKind.Absolute, out Uri? location) => location.AbsolutePath,
        string name when s_masked.Contains(name) => "*",
        _ => leaf.Value.Trim('"'),
    };
}
