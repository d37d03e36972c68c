using System.Text;
using System.Text.Json;
using R2.BucketRules;
using R2.Models;

namespace R2;

/// <summary>Lifecycle rules of a bucket as JSON, and R2's limits of them.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/object-lifecycles/ and https://developers.cloudflare.com/api/resources/r2/subresources/buckets/subresources/lifecycle/</remarks>
public static class LifecycleRules
{
    internal const int MostRules = 1000;

    /// <summary>Longest age: in Cloudflare's JSON it is a number of seconds of 32 bits.</summary>
    internal const int MostDays = int.MaxValue / 86_400;

    private const int MaxPrefixBytes = 1024;
    private const string Names =
        "Id, Enabled, Prefix, ExpirationDays, ExpirationDate, TransitionDays, TransitionDate, TransitionStorageClass and AbortMultipartDays, "
        + "those of S3 (ID, Status, Filter, Expiration, Transitions, AbortIncompleteMultipartUpload), "
        + "or those of Cloudflare's API (id, enabled, conditions, deleteObjectsTransition, storageClassTransitions, abortMultipartUploadsTransition)";

    /// <summary>Reads rules as Cloudflare's API and Wrangler have them, as S3's clients have them, or by the names of <see cref="R2LifecycleRule"/>.</summary>
    /// <param name="json">An array of rules, an object with <c>rules</c>, or one rule.</param>
    /// <param name="firstNumber">Number of the first rule in messages.</param>
    /// <exception cref="R2Exception">It is no JSON, or a name or value is not one of a lifecycle rule; the message has the rule's number.</exception>
    public static IReadOnlyList<R2LifecycleRule> Parse(string json, int firstNumber = 1) =>
        RuleElement.ReadAll(json, firstNumber, ["rules"], static element => Apply(new(), element));

    /// <summary>Writes rules as Cloudflare's API and <c>wrangler r2 bucket lifecycle set --file</c> take them.</summary>
    /// <param name="rules">The rules.</param>
    public static string ToJson(IEnumerable<R2LifecycleRule> rules) => RuleJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("rules");
        foreach (R2LifecycleRule rule in rules)
        {
            Write(writer, rule);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Compares rules with R2's limits before they are sent.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="R2Exception">One is outside them; the message has its number, the value and what is allowed.</exception>
    public static IReadOnlyList<R2LifecycleRule> Validate(IEnumerable<R2LifecycleRule> rules)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        return RuleChecks.Check(rules, MostRules, rule => RuleChecks.ProblemOfId(rule.Id, ids) ?? ProblemOf(rule));
    }

    private static R2LifecycleRule Apply(R2LifecycleRule rule, RuleElement element)
    {
        foreach ((string name, RuleElement value) in element.Members())
        {
            rule = name switch
            {
                "id" => rule with { Id = value.Text() },
                "enabled" => rule with { Enabled = value.Flag() },
                "status" => rule with { Enabled = IsEnabled(value) },
                "prefix" => rule with { Prefix = value.Text() },
                "filter" or "conditions" or "and" => ApplyFilter(rule, value),
                "expirationdays" => rule with { ExpirationDays = value.Number() },
                "expirationdate" => rule with { ExpirationDate = value.Date() },
                "expiration" or "deleteobjectstransition" => RuleMoment.Read(value) is var when ? rule with { ExpirationDays = when.Days, ExpirationDate = when.Date } : rule,
                "transitiondays" => rule with { TransitionDays = value.Number() },
                "transitiondate" => rule with { TransitionDate = value.Date() },
                "transitionstorageclass" => rule with { TransitionStorageClass = value.Text().ToUpperInvariant() },
                "transition" or "transitions" or "storageclasstransitions" => ApplyTransitions(rule, value),
                "abortmultipartdays" => rule with { AbortMultipartDays = value.Number() },
                "abortincompletemultipartupload" or "abortmultipartuploadstransition" => rule with { AbortMultipartDays = RuleMoment.Read(value).Days },
                "bucketname" => rule,
                _ => throw value.Unknown(Names),
            };
        }

        return rule;
    }

    private static R2LifecycleRule ApplyFilter(R2LifecycleRule rule, RuleElement filter)
    {
        foreach ((string name, RuleElement value) in filter.Members())
        {
            rule = name switch
            {
                "prefix" => rule with { Prefix = value.Text() },
                "and" => ApplyFilter(rule, value),
                _ => throw value.Unknown("Prefix alone: R2 has no tags and chooses by no size"),
            };
        }

        return rule;
    }

    private static R2LifecycleRule ApplyTransitions(R2LifecycleRule rule, RuleElement value)
    {
        RuleElement[] transitions = [.. value.Items()];
        if (transitions.Length > 1)
        {
            throw value.Refuse("one transition: R2 has one class to move to");
        }

        foreach (RuleElement transition in transitions)
        {
            RuleMoment moment = RuleMoment.Read(transition);
            rule = rule with
            {
                TransitionDays = moment.Days,
                TransitionDate = moment.Date,
                TransitionStorageClass = moment.StorageClass ?? rule.TransitionStorageClass,
            };
        }

        return rule;
    }

    private static bool IsEnabled(RuleElement status) => status.Text().ToUpperInvariant() switch
    {
        "ENABLED" => true,
        "DISABLED" => false,
        _ => throw status.Refuse("Enabled or Disabled"),
    };

    private static string? ProblemOf(R2LifecycleRule rule) =>
        Encoding.UTF8.GetByteCount(rule.Prefix) is > MaxPrefixBytes and var bytes ? $"Prefix has {bytes} bytes in UTF-8; it must have {MaxPrefixBytes} at most, as a key."
        : ProblemOfMoment("Expiration", rule.ExpirationDays, rule.ExpirationDate)
        ?? ProblemOfMoment("Transition", rule.TransitionDays, rule.TransitionDate)
        ?? ProblemOfMoment("AbortMultipart", rule.AbortMultipartDays, null)
        ?? (rule.TransitionStorageClass == R2StorageClass.StandardInfrequentAccess ? null
            : $"TransitionStorageClass is '{rule.TransitionStorageClass}'; it must be {R2StorageClass.StandardInfrequentAccess}.")
        ?? (HasAction(rule) ? null : "it does nothing; one at least is needed of ExpirationDays, ExpirationDate, TransitionDays, TransitionDate and AbortMultipartDays.");

    private static string? ProblemOfMoment(string action, int? days, DateTimeOffset? date) =>
        days is < 1 or > MostDays ? $"{action}Days is {days}; it must be 1 to {MostDays}."
        : days is not null && date is not null ? $"{action}Days and {action}Date exclude each other."
        : null;

    private static bool HasAction(R2LifecycleRule rule) =>
        rule.ExpirationDays is not null || rule.ExpirationDate is not null || rule.TransitionDays is not null || rule.TransitionDate is not null || rule.AbortMultipartDays is not null;

    private static void Write(Utf8JsonWriter writer, R2LifecycleRule rule)
    {
        writer.WriteStartObject();
        writer.WriteText("id", rule.Id);
        writer.WriteBoolean("enabled", rule.Enabled);
        writer.WriteStartObject("conditions");
        writer.WriteString("prefix", rule.Prefix);
        writer.WriteEndObject();
        WriteAction(writer, "deleteObjectsTransition", rule.ExpirationDays, rule.ExpirationDate);
        if (rule.TransitionDays is not null || rule.TransitionDate is not null)
        {
            writer.WriteStartArray("storageClassTransitions");
            writer.WriteStartObject();
            WriteCondition(writer, rule.TransitionDays, rule.TransitionDate);
            writer.WriteString("storageClass", "InfrequentAccess");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        WriteAction(writer, "abortMultipartUploadsTransition", rule.AbortMultipartDays, null);
        writer.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter writer, string name, int? days, DateTimeOffset? date)
    {
        if (days is not null || date is not null)
        {
            writer.WriteStartObject(name);
            WriteCondition(writer, days, date);
            writer.WriteEndObject();
        }
    }

    private static void WriteCondition(Utf8JsonWriter writer, int? days, DateTimeOffset? date)
    {
        writer.WriteStartObject("condition");
        writer.WriteString("type", days is null ? "Date" : "Age");
        if (days is { } age)
        {
            writer.WriteNumber("maxAge", RuleMoment.ToSeconds(age));
        }
        else
        {
            writer.WriteDate("date", date!.Value);
        }

        writer.WriteEndObject();
    }
}
