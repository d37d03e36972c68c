using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Api.Rules;

/// <summary>Lifecycle rules: the same ones as those of S3, in the API's form, which counts seconds where S3 counts days.</summary>
internal static class LifecycleRules
{
    private const int MostRules = 1000;
    private const long SecondsPerDay = 86_400;
    private static readonly XNamespace s_names = XmlText.Namespace;

    public static ApiResult Get(ApiContext context)
    {
        string? document = context.Bucket.Settings.Lifecycle;
        IEnumerable<XElement> rules = document is null ? [] : XmlBody.Parse(Encoding.UTF8.GetBytes(document), "LifecycleConfiguration").Children("Rule");
        return new ApiResult(new JsonObject { ["rules"] = JsonText.Array(rules, Describe) });
    }

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        ApiField? rules = context.Body.Find("rules");
        List<XElement> read = rules is null ? [] : [.. rules.Items().Select(Read)];
        if (read.Count > MostRules || read.Select(rule => rule.Text("ID")).Distinct(StringComparer.Ordinal).Count() < read.Count)
        {
            throw ApiErrors.Malformed(rules!.Pointer);
        }

        string? document = read.Count == 0 ? null : new XElement(s_names + "LifecycleConfiguration", read).ToString(SaveOptions.DisableFormatting);
        bucket.Change(settings => settings with { Lifecycle = document });
        return ApiResult.Empty();
    }

    private static XElement Read(ApiField rule)
    {
        XElement read = new XElement(
            s_names + "Rule",
            new XElement(s_names + "ID", rule.Get("id").NonEmpty()),
            new XElement(s_names + "Filter", new XElement(s_names + "Prefix", rule.Get("conditions").Get("prefix").Text())),
            new XElement(s_names + "Status", rule.Get("enabled").Flag() ? "Enabled" : "Disabled"));
        if (rule.Find("deleteObjectsTransition")?.Find("condition") is { } expiry)
        {
            read.Add(new XElement(s_names + "Expiration", Moment(expiry, "Days")));
        }

        foreach (ApiField transition in rule.Find("storageClassTransitions")?.Items() ?? [])
        {
            string storageClass = ClassNames.ToS3(transition.Get("storageClass").TextOf("InfrequentAccess"))!;
            read.Add(new XElement(s_names + "Transition", Moment(transition.Get("condition"), "Days"), new XElement(s_names + "StorageClass", storageClass)));
        }

        if (rule.Find("abortMultipartUploadsTransition")?.Find("condition") is { } abort)
        {
            abort.Get("type").TextOf("Age");
            read.Add(new XElement(s_names + "AbortIncompleteMultipartUpload", Moment(abort, "DaysAfterInitiation")));
        }

        return read;
    }

    private static XElement Moment(ApiField condition, string days) => condition.Get("type").TextOf("Age", "Date") == "Age"
        ? new XElement(s_names + days, (condition.Get("maxAge").Integer(least: 0) + SecondsPerDay - 1) / SecondsPerDay)
        : new XElement(s_names + "Date", JsonText.Time(condition.Get("date").Date()));

    private static JsonObject Describe(XElement rule)
    {
        XElement? filter = rule.Children("Filter").FirstOrDefault();
        List<XElement> transitions = rule.Children("Transition").ToList();
        return new JsonObject
        {
            ["id"] = rule.Text("ID") ?? string.Empty,
            ["enabled"] = rule.Text("Status") == "Enabled",
            ["conditions"] = new JsonObject { ["prefix"] = filter?.Text("Prefix") ?? rule.Text("Prefix") ?? string.Empty },
        }
        .With("deleteObjectsTransition", Condition(rule.Children("Expiration").FirstOrDefault()))
        .With("abortMultipartUploadsTransition", Condition(rule.Children("AbortIncompleteMultipartUpload").FirstOrDefault()))
        .With("storageClassTransitions", transitions.Count == 0 ? null : JsonText.Array(
            transitions, transition => Condition(transition)!.With("storageClass", "InfrequentAccess")));
    }

    private static JsonObject? Condition(XElement? action)
    {
        if (action is null)
        {
            return null;
        }

        string? days = action.Text("Days") ?? action.Text("DaysAfterInitiation");
        JsonObject condition = days is null
            ? new JsonObject { ["type"] = "Date", ["date"] = action.Text("Date") }
            : new JsonObject { ["type"] = "Age", ["maxAge"] = long.Parse(days, CultureInfo.InvariantCulture) * SecondsPerDay };
        return new JsonObject { ["condition"] = condition };
    }
}
