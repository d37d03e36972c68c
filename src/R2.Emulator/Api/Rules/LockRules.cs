using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Settings;

namespace R2.Emulator.Api.Rules;

/// <summary>Bucket locks. Writing replaces all rules.</summary>
internal static class LockRules
{
    private const int MostRules = 1000;

    public static ApiResult Get(ApiContext context) =>
        new(new JsonObject { ["rules"] = JsonText.Array(context.Bucket.Settings.Locks, Describe) });

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        ApiField? rules = context.Body.Find("rules");
        List<LockRule> read = rules is null ? [] : [.. rules.Items().Select(Read)];
        if (read.Count > MostRules || read.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count() < read.Count)
        {
            throw ApiErrors.Malformed(rules!.Pointer);
        }

        bucket.Change(settings => settings with { Locks = read });
        return ApiResult.Empty();
    }

    private static LockRule Read(ApiField rule)
    {
        ApiField condition = rule.Get("condition");
        string type = condition.Get("type").TextOf("Age", "Date", "Indefinite");
        return new LockRule(
            rule.Get("id").NonEmpty(),
            rule.Get("enabled").Flag(),
            rule.Find("prefix")?.Text(),
            type == "Age" ? condition.Get("maxAgeSeconds").Integer(least: 1) : null,
            type == "Date" ? condition.Get("date").Date() : null);
    }

    private static JsonObject Describe(LockRule rule) => new JsonObject { ["id"] = rule.Id, ["enabled"] = rule.Enabled }
        .With("prefix", rule.Prefix)
        .With("condition", rule switch
        {
            { MaxAgeSeconds: { } age } => new JsonObject { ["type"] = "Age", ["maxAgeSeconds"] = age },
            { Until: { } until } => new JsonObject { ["type"] = "Date", ["date"] = JsonText.Time(until) },
            _ => new JsonObject { ["type"] = "Indefinite" },
        });
}
