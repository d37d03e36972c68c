using System.Xml.Linq;
using R2.Emulator.Errors;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>One CORS rule of a bucket: https://developers.cloudflare.com/r2/buckets/cors/</summary>
internal sealed record CorsRule
{
    private static readonly HashSet<string> s_methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];

    public string? Id { get; init; }

    public required IReadOnlyList<string> Origins { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    public required IReadOnlyList<string> Headers { get; init; }

    public required IReadOnlyList<string> ExposedHeaders { get; init; }

    public string? MaxAgeSeconds { get; init; }

    public static IReadOnlyList<CorsRule> Read(XElement document) => [.. document.Children("CORSRule").Select(ReadOne)];

    public static string Write(IReadOnlyList<CorsRule> rules) => XmlText.Document("CORSConfiguration", xml =>
    {
        foreach (CorsRule rule in rules)
        {
            xml.Element("CORSRule", entry =>
            {
                entry.Element("ID", rule.Id);
                WriteAll(entry, "AllowedOrigin", rule.Origins);
                WriteAll(entry, "AllowedMethod", rule.Methods);
                WriteAll(entry, "AllowedHeader", rule.Headers);
                WriteAll(entry, "ExposeHeader", rule.ExposedHeaders);
                entry.Element("MaxAgeSeconds", rule.MaxAgeSeconds);
            });
        }
    });

    public bool Allows(string origin, string method) => Origins.Any(pattern => Matches(pattern, origin)) && Methods.Contains(method);

    public bool AllowsHeaders(IEnumerable<string> names) => names.All(name => Headers.Any(pattern => Matches(pattern, name)));

    private static CorsRule ReadOne(XElement element)
    {
        List<string> Texts(string name) => [.. element.Children(name).Select(child => child.Value.Trim())];
        CorsRule rule = new CorsRule
        {
            Id = element.Text("ID"),
            Origins = Texts("AllowedOrigin"),
            Methods = Texts("AllowedMethod"),
            Headers = Texts("AllowedHeader"),
            ExposedHeaders = Texts("ExposeHeader"),
            MaxAgeSeconds = element.Text("MaxAgeSeconds"),
        };
        bool isValid = rule.Origins.Count > 0 && rule.Methods.Count > 0 && rule.Methods.All(s_methods.Contains)
            && rule.Headers.All(name => name.Length > 0)
            && (rule.MaxAgeSeconds is null || uint.TryParse(rule.MaxAgeSeconds, out _));
        return isValid ? rule : throw S3Errors.MalformedXml();
    }

    private static void WriteAll(XmlText xml, string name, IReadOnlyList<string> values)
    {
        foreach (string value in values)
        {
            xml.Element(name, value);
        }
    }

    /// <summary>At most one asterisk, which matches any text.</summary>
    private static bool Matches(string pattern, string value)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? pattern.Equals(value, StringComparison.OrdinalIgnoreCase)
            : value.Length >= pattern.Length - 1
                && value.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase)
                && value.EndsWith(pattern[(star + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
