using System.Globalization;
using System.Text;
using R2.Api;
using R2.BucketRules;
using R2.Models;

namespace R2;

/// <summary>Lock rules of a bucket as JSON, and R2's limits of them.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/bucket-locks/ and https://developers.cloudflare.com/api/resources/r2/subresources/buckets/subresources/locks/</remarks>
public static class LockRules
{
    internal const int MostRules = 1000;

    private const int MaxPrefixBytes = 1024;
    private const int SecondsOfDay = 86_400;
    private const string Names = "Id, Enabled, Prefix, MaxAgeSeconds, RetentionDays, Date and Indefinite, or those of Cloudflare's API (id, enabled, prefix, condition)";

    /// <summary>Reads rules as Cloudflare's API and Wrangler have them, or by the names of <see cref="R2BucketLockRule"/>; <c>RetentionDays</c> stands for so many times 86,400 seconds.</summary>
    /// <param name="json">An array of rules, an object with <c>rules</c>, or one rule.</param>
    /// <param name="firstNumber">Number of the first rule in messages.</param>
    /// <exception cref="R2Exception">It is no JSON, or a name or value is not one of a lock rule; the message has the rule's number.</exception>
    public static IReadOnlyList<R2BucketLockRule> Parse(string json, int firstNumber = 1) =>
        RuleElement.ReadAll(json, firstNumber, ["rules"], static element => Apply(new(), element));

    /// <summary>Writes rules as Cloudflare's API and <c>wrangler r2 bucket lock set --file</c> take them.</summary>
    /// <param name="rules">The rules.</param>
    public static string ToJson(IEnumerable<R2BucketLockRule> rules) => RuleJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("rules");
        foreach (R2BucketLockRule rule in rules)
        {
            writer.WriteStartObject();
            Write(ApiJson.Over(writer), rule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Compares rules with R2's limits before they are sent.</summary>
    /// <param name="rules">The rules, which may be none.</param>
    /// <exception cref="R2Exception">One is outside them; the message has its number, the value and what is allowed.</exception>
    public static IReadOnlyList<R2BucketLockRule> Validate(IEnumerable<R2BucketLockRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        R2BucketLockRule[] all = [.. rules];
        HashSet<string> ids = new(StringComparer.Ordinal);
        return all.Length == 0 ? all : RuleChecks.Check(all, MostRules, rule => ProblemOfId(rule.Id, ids) ?? ProblemOf(rule));
    }

    internal static ApiJson Write(ApiJson json, R2BucketLockRule rule) => json
        .Text("id", rule.Id)
        .Flag("enabled", rule.Enabled)
        .Text("prefix", rule.Prefix)
        .Object("condition", condition => _ = rule switch
        {
            { Indefinite: true } => condition.Text("type", "Indefinite"),
            { Date: { } date } => condition.Text("type", "Date").Moment("date", date),
            _ => condition.Text("type", "Age").Number("maxAgeSeconds", rule.MaxAgeSeconds),
        });

    private static R2BucketLockRule Apply(R2BucketLockRule rule, RuleElement element)
    {
        foreach ((string name, RuleElement value) in element.Members())
        {
            rule = name switch
            {
                "id" => rule with { Id = value.Text() },
                "enabled" => rule with { Enabled = value.Flag() },
                "prefix" => rule with { Prefix = value.Text() },
                "maxageseconds" => rule with { MaxAgeSeconds = value.LongNumber() },
                "retentiondays" => rule with { MaxAgeSeconds = (long)value.Number() * SecondsOfDay },
                "date" => rule with { Date = value.Date() },
                "indefinite" => rule with { Indefinite = value.Flag() },
                "condition" => WithCondition(rule, value),
                "bucketname" => rule with { BucketName = value.Text() },
                _ => throw value.Unknown(Names),
            };
        }

        return rule;
    }

    private static R2BucketLockRule WithCondition(R2BucketLockRule rule, RuleElement condition)
    {
        foreach ((string name, RuleElement value) in condition.Members())
        {
            rule = name switch
            {
                "type" => value.Text().ToLowerInvariant() switch
                {
                    "indefinite" => rule with { Indefinite = true },
                    "age" or "date" => rule,
                    _ => throw value.Refuse("Age, Date or Indefinite"),
                },
                "maxageseconds" => rule with { MaxAgeSeconds = value.LongNumber() },
                "date" => rule with { Date = value.Date() },
                _ => throw value.Unknown("type, maxAgeSeconds and date"),
            };
        }

        return rule;
    }

    private static string? ProblemOfId(string? id, HashSet<string> taken) => string.IsNullOrEmpty(id) ? "Id is missing; each rule must have one." : RuleChecks.ProblemOfId(id, taken);

    private static string? ProblemOf(R2BucketLockRule rule)
    {
        int conditions = (rule.MaxAgeSeconds is null ? 0 : 1) + (rule.Date is null ? 0 : 1) + (rule.Indefinite ? 1 : 0);
        return conditions != 1 ? $"{(conditions == 0 ? "None" : "Several")} of MaxAgeSeconds, Date and Indefinite {(conditions == 0 ? "is" : "are")} given; it must be exactly one."
            : rule.MaxAgeSeconds is < 1 and var age ? string.Create(CultureInfo.InvariantCulture, $"MaxAgeSeconds is {age}; it must be 1 or more.")
            : Encoding.UTF8.GetByteCount(rule.Prefix) is > MaxPrefixBytes and var bytes ? string.Create(CultureInfo.InvariantCulture, $"Prefix has {bytes:N0} bytes in UTF-8; it must have 0 to {MaxPrefixBytes:N0}.")
            : null;
    }
}
