using System.Globalization;
using System.Xml;
using R2.Models;

namespace R2.Xml.Documents;

/// <summary>Lifecycle configuration of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html</summary>
internal static class LifecycleDocument
{
    public static ReadOnlyMemory<byte> Write(IEnumerable<R2LifecycleRule> rules) => XmlText.Write("LifecycleConfiguration", xml =>
    {
        foreach (R2LifecycleRule rule in rules)
        {
            WriteRule(xml, rule);
        }
    });

    public static IReadOnlyList<R2LifecycleRule> Read(XmlBody body) => XmlDocuments.Read(body, "LifecycleConfiguration", root =>
    {
        List<R2LifecycleRule> rules = [];
        while (root.MoveNext())
        {
            if (root.Name == "Rule")
            {
                rules.Add(ReadRule(root.Enter()));
            }
        }

        return rules;
    });

    private static void WriteRule(XmlWriter xml, R2LifecycleRule rule)
    {
        xml.WriteStartElement("Rule");
        xml.ElementOrNone("ID", rule.Id);
        xml.WriteStartElement("Filter");
        xml.Element("Prefix", rule.Prefix);
        xml.WriteEndElement();
        xml.Element("Status", rule.Enabled ? "Enabled" : "Disabled");
        if (rule.TransitionDays is not null || rule.TransitionDate is not null)
        {
            xml.WriteStartElement("Transition");
            WriteWhen(xml, rule.TransitionDays, rule.TransitionDate);
            xml.Element("StorageClass", rule.TransitionStorageClass);
            xml.WriteEndElement();
        }

        if (rule.ExpirationDays is not null || rule.ExpirationDate is not null)
        {
            xml.WriteStartElement("Expiration");
            WriteWhen(xml, rule.ExpirationDays, rule.ExpirationDate);
            xml.WriteEndElement();
        }

        if (rule.AbortMultipartDays is { } days)
        {
            xml.WriteStartElement("AbortIncompleteMultipartUpload");
            xml.Element("DaysAfterInitiation", days.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteWhen(XmlWriter xml, int? days, DateTimeOffset? date)
    {
        xml.ElementOrNone("Days", days?.ToString(CultureInfo.InvariantCulture));
        xml.ElementOrNone("Date", date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static R2LifecycleRule ReadRule(XmlCursor element)
    {
        R2LifecycleRule rule = new();
        while (element.MoveNext())
        {
            rule = element.Name switch
            {
                "ID" => rule with { Id = element.TextOrNull() },
                "Status" => rule with { Enabled = element.Text() == "Enabled" },
                "Prefix" => rule with { Prefix = element.Text() },
                "Filter" => rule with { Prefix = ReadFilter(element.Enter()) },
                "Transition" => ReadTransition(element.Enter(), rule),
                "Expiration" => ReadExpiration(element.Enter(), rule),
                "AbortIncompleteMultipartUpload" => rule with { AbortMultipartDays = ReadDays(element.Enter()) },
                _ => rule,
            };
        }

        return rule;
    }

    /// <summary>A prefix stands in the filter, or in an And inside it.</summary>
    private static string ReadFilter(XmlCursor filter)
    {
        string prefix = "";
        while (filter.MoveNext())
        {
            prefix = filter.Name switch
            {
                "Prefix" => filter.Text(),
                "And" => ReadFilter(filter.Enter()),
                _ => prefix,
            };
        }

        return prefix;
    }

    private static R2LifecycleRule ReadTransition(XmlCursor transition, R2LifecycleRule rule)
    {
        while (transition.MoveNext())
        {
            rule = transition.Name switch
            {
                "Days" => rule with { TransitionDays = transition.Integer() },
                "Date" => rule with { TransitionDate = transition.Date() },
                "StorageClass" => rule with { TransitionStorageClass = transition.Text() },
                _ => rule,
            };
        }

        return rule;
    }

    private static R2LifecycleRule ReadExpiration(XmlCursor expiration, R2LifecycleRule rule)
    {
        while (expiration.MoveNext())
        {
            rule = expiration.Name switch
            {
                "Days" => rule with { ExpirationDays = expiration.Integer() },
                "Date" => rule with { ExpirationDate = expiration.Date() },
                _ => rule,
            };
        }

        return rule;
    }

    private static int? ReadDays(XmlCursor abort)
    {
        int? days = null;
        while (abort.MoveNext())
        {
            days = abort.Name == "DaysAfterInitiation" ? abort.Integer() : days;
        }

        return days;
    }
}
