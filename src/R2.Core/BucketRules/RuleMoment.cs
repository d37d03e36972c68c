using R2.Models;

namespace R2.BucketRules;

/// <summary>When a lifecycle rule acts: at an age or from a date, and for a transition the class that follows.</summary>
internal readonly record struct RuleMoment(int? Days, DateTimeOffset? Date, string? StorageClass)
{
    private const int SecondsOfDay = 86_400;

    /// <summary>Reads S3's <c>Days</c> and <c>Date</c>, and Cloudflare's <c>condition</c>, whose age is in seconds.</summary>
    public static RuleMoment Read(RuleElement element) => Apply(default, element);

    private static RuleMoment Apply(RuleMoment moment, RuleElement element)
    {
        foreach ((string name, RuleElement value) in element.Members())
        {
            moment = name switch
            {
                "days" or "daysafterinitiation" => moment with { Days = value.Number() },
                "date" => moment with { Date = value.Date() },
                "maxage" => moment with { Days = WholeDays(value) },
                "storageclass" => moment with { StorageClass = ClassOf(value) },
                "condition" => Apply(moment, value),
                "type" => value.Text().ToUpperInvariant() is "AGE" or "DATE" ? moment : throw value.Refuse("Age or Date"),
                _ => throw value.Unknown("Days, Date, DaysAfterInitiation, StorageClass and condition (type, maxAge, date)"),
            };
        }

        return moment;
    }

    /// <summary>S3's documents, in which rules travel, know days alone.</summary>
    private static int WholeDays(RuleElement value) => value.Number() is var seconds && seconds % SecondsOfDay == 0
        ? seconds / SecondsOfDay
        : throw value.Refuse($"a number of seconds that makes whole days, a multiple of {SecondsOfDay}");

    private static string ClassOf(RuleElement value) => value.Text().ToUpperInvariant() switch
    {
        "INFREQUENTACCESS" => R2StorageClass.StandardInfrequentAccess,
        var other => other,
    };

    public static int ToSeconds(int days) => checked(days * SecondsOfDay);
}
