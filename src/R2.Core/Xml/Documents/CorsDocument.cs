using System.Globalization;
using R2.Models;

namespace R2.Xml.Documents;

/// <summary>CORS configuration of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html</summary>
internal static class CorsDocument
{
    public static ReadOnlyMemory<byte> Write(IEnumerable<R2CorsRule> rules) => XmlText.Write("CORSConfiguration", xml =>
    {
        foreach (R2CorsRule rule in rules)
        {
            xml.WriteStartElement("CORSRule");
            xml.ElementOrNone("ID", rule.Id);
            xml.Elements("AllowedOrigin", rule.AllowedOrigins);
            xml.Elements("AllowedMethod", rule.AllowedMethods);
            xml.Elements("AllowedHeader", rule.AllowedHeaders);
            xml.Elements("ExposeHeader", rule.ExposeHeaders);
            xml.ElementOrNone("MaxAgeSeconds", rule.MaxAgeSeconds?.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }
    });

    public static IReadOnlyList<R2CorsRule> Read(XmlBody body) => XmlDocuments.Read(body, "CORSConfiguration", root =>
    {
        List<R2CorsRule> rules = [];
        while (root.MoveNext())
        {
            if (root.Name == "CORSRule")
            {
                rules.Add(ReadRule(root.Enter()));
            }
        }

        return rules;
    });

    private static R2CorsRule ReadRule(XmlCursor rule)
    {
        (string? id, int? maxAge) = (null, null);
        (List<string> origins, List<string> methods, List<string> headers, List<string> expose) = ([], [], [], []);
        while (rule.MoveNext())
        {
            switch (rule.Name)
            {
                case "ID":
                    id = rule.TextOrNull();
                    break;
                case "AllowedOrigin":
                    origins.Add(rule.Text());
                    break;
                case "AllowedMethod":
                    methods.Add(rule.Text());
                    break;
                case "AllowedHeader":
                    headers.Add(rule.Text());
                    break;
                case "ExposeHeader":
                    expose.Add(rule.Text());
                    break;
                case "MaxAgeSeconds":
                    maxAge = rule.Integer();
                    break;
            }
        }

        return new() { Id = id, AllowedOrigins = origins, AllowedMethods = methods, AllowedHeaders = headers, ExposeHeaders = expose, MaxAgeSeconds = maxAge };
    }
}
