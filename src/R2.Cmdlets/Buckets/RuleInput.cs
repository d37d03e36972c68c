using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace R2.Cmdlets.Buckets;

/// <summary>Rules as users give them: typed, as hashtables, as what ConvertFrom-Json makes, or as JSON, a line at a time too.</summary>
internal static class RuleInput
{
    private const int MaxDepth = 8;

    /// <param name="given">What was given or piped, in order.</param>
    /// <param name="parse">Reads rules from JSON; the number is that of the first of them.</param>
    /// <exception cref="R2Exception">Something cannot be a rule; the message has its number.</exception>
    public static IReadOnlyList<T> Read<T>(IEnumerable<PSObject> given, Func<string, int, IReadOnlyList<T>> parse)
    {
        List<T> rules = [];
        List<string> lines = [];
        foreach (object item in given.SelectMany(Flatten))
        {
            if (item is string line)
            {
                lines.Add(line);
                continue;
            }

            rules.AddRange(item is T rule ? [rule] : parse(ToNode(item, rules.Count + 1, MaxDepth)!.ToJsonString(), rules.Count + 1));
        }

        return lines.Count == 0 ? rules : [.. rules, .. parse(string.Join('\n', lines), rules.Count + 1)];
    }

    private static IEnumerable<object> Flatten(PSObject item) => item.BaseObject switch
    {
        object[] many => many.SelectMany(static one => Flatten(PSObject.AsPSObject(one))),
        PSCustomObject => [item],
        var single => [single],
    };

    private static JsonNode? ToNode(object? value, int number, int depth)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (depth == 0)
        {
            throw Refuse(number, "is nested too deeply");
        }

        return plain switch
        {
            null => null,
            string text => text,
            bool flag => flag,
            byte or short or int or long => Convert.ToInt64(plain, CultureInfo.InvariantCulture),
            // A date as people write it has no zone: it is that day in UTC.
            DateTime date => (date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : date).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            DateTimeOffset date => date.ToString("o", CultureInfo.InvariantCulture),
            TimeSpan duration => (long)duration.TotalSeconds,
            Uri or Enum or Version => plain.ToString(),
            IDictionary table => new JsonObject(table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create($"{entry.Key}", ToNode(entry.Value, number, depth - 1)))),
            PSObject { BaseObject: PSCustomObject } custom => new JsonObject(custom.Properties.Select(property => KeyValuePair.Create(property.Name, ToNode(property.Value, number, depth - 1)))),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => ToNode(item, number, depth - 1))]),
            _ => throw Refuse(number, $"is or contains a {plain.GetType().Name}"),
        };
    }

    private static R2Exception Refuse(int number, string what) =>
        new(R2ErrorCodes.InvalidRule, $"Rule {number} {what}; it must be a rule as the Get- cmdlet returns it, a hashtable, an object from ConvertFrom-Json, or JSON.");
}
