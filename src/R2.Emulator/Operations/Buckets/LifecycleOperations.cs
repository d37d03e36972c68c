using System.Globalization;
using System.Xml.Linq;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>
/// Get-, PutBucketLifecycleConfiguration and DeleteBucketLifecycle: rules are stored and validated, but not applied
/// (https://developers.cloudflare.com/r2/buckets/object-lifecycles/).
/// </summary>
internal static class LifecycleOperations
{
    private const int MostRules = 1000;
    private const int LongestId = 255;
    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private static readonly string[] s_actions = ["Expiration", "Transition", "AbortIncompleteMultipartUpload"];

    public static Task<HttpReply> GetAsync(OperationContext context, CancellationToken cancellationToken) =>
        context.Bucket.Settings.Lifecycle is { } document
            ? Task.FromResult(HttpReply.Xml(document.StartsWith("<?xml", StringComparison.Ordinal) ? document : Declared(document)))
            : throw new S3Exception(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist.");

    public static async Task<HttpReply> PutAsync(OperationContext context, CancellationToken cancellationToken)
    {
        Bucket bucket = context.Bucket;
        XElement document = XmlBody.Parse(await context.ReadDocumentAsync(cancellationToken).ConfigureAwait(false), "LifecycleConfiguration");
        List<XElement> rules = document.Children("Rule").ToList();
        if (rules.Count is 0 or > MostRules || !rules.TrueForAll(IsValid))
        {
            throw S3Errors.MalformedXml();
        }

        Name(rules);
        bucket.Configure(bucket.Settings with { Lifecycle = InNamespace(document).ToString(SaveOptions.DisableFormatting) });
        return OperationContext.Empty();
    }

    public static Task<HttpReply> DeleteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        Bucket bucket = context.Bucket;
        bucket.Configure(bucket.Settings with { Lifecycle = null });
        return Task.FromResult(OperationContext.Empty(204));
    }

    private static bool IsValid(XElement rule) =>
        rule.Text("Status") is "Enabled" or "Disabled"
        && s_actions.Any(action => rule.Children(action).Any())
        && rule.Descendants().Where(element => element.Name.LocalName == "Date").All(date => IsDate(date.Value));

    private static bool IsDate(string text) =>
        DateTimeOffset.TryParseExact(text.Trim(), s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <summary>Ids distinguish rules; a rule without one is given one, as by S3: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html</summary>
    private static void Name(List<XElement> rules)
    {
        HashSet<string> ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (XElement rule in rules)
        {
            string? id = rule.Text("ID");
            if (string.IsNullOrEmpty(id))
            {
                rule.Children("ID").Remove();
                id = Guid.NewGuid().ToString("N");
                rule.AddFirst(new XElement(XName.Get("ID", rule.Name.NamespaceName), id));
            }

            if (id.Length > LongestId)
            {
                throw S3Errors.InvalidArgument($"ID length should not exceed allowed limit of {LongestId}");
            }

            if (!ids.Add(id))
            {
                throw S3Errors.InvalidArgument($"Rule ID must be unique. Found same ID for more than one rule: {id}");
            }
        }
    }

    private static string Declared(string document) => """<?xml version="1.0" encoding="UTF-8"?>""" + document;

    /// <summary>Clients may omit the namespace; responses have it.</summary>
    private static XElement InNamespace(XElement element) => new(
        XName.Get(element.Name.LocalName, XmlText.Namespace),
        element.HasElements ? element.Elements().Select(InNamespace) : element.Value);
}
