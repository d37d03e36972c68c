using System.Globalization;
using System.Text.Json;

namespace R2.BucketRules;

/// <summary>A piece of a rule in JSON, which knows where it stands, so that what is wrong is told with the rule's number.</summary>
internal readonly struct RuleElement(JsonElement element, string where)
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    /// <summary>The rules of a document: an array of them, an object that holds one under a name of <paramref name="listNames"/>, or a single rule.</summary>
    public static IReadOnlyList<T> ReadAll<T>(string json, int firstNumber, string[] listNames, Func<RuleElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_lenient);
            JsonElement root = document.RootElement;
            JsonElement list = root.ValueKind == JsonValueKind.Object
                ? root.EnumerateObject().Where(p => listNames.Contains(p.Name, StringComparer.OrdinalIgnoreCase)).Select(static p => p.Value).FirstOrDefault(root)
                : root;
            return list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select((rule, index) => read(new RuleElement(rule, $"Rule {firstNumber + index}")))]
                : [read(new RuleElement(list, $"Rule {firstNumber}"))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two for half of a surrogate pair, escaped and as it is: no text can hold it.
            throw new R2Exception(R2ErrorCodes.InvalidRule, $"The rules are no valid JSON: {e.Message}", e);
        }
    }

    /// <summary>Names and values; what is null counts as left out.</summary>
    public IEnumerable<(string Name, RuleElement Value)> Members()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("an object");
        }

        string prefix = where;
        return element.EnumerateObject()
            .Where(static member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => (member.Name.ToLowerInvariant(), new RuleElement(member.Value, $"{prefix}: {member.Name}")));
    }

    /// <summary>The items of an array; anything else is its own only item.</summary>
    public IEnumerable<RuleElement> Items()
    {
        string place = where;
        return element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(item => new RuleElement(item, place)) : [this];
    }

    public IReadOnlyList<string> Texts() => [.. Items().Select(static item => item.Text())];

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Refuse("text");

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Refuse("true or false");

    public int Number() => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) ? number
        : element.ValueKind == JsonValueKind.String && int.TryParse(element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number
        : throw Refuse("a whole number");

    public long LongNumber() => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) ? number
        : element.ValueKind == JsonValueKind.String && long.TryParse(element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number
        : throw Refuse("a whole number");

    /// <summary>A date without a zone is one of UTC, as rules are.</summary>
    public DateTimeOffset Date() =>
        DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date)
            ? date
            : throw Refuse("a date such as 2030-01-31");

    public R2Exception Unknown(string allowed) => new(R2ErrorCodes.InvalidRule, $"{where} is not a property of such a rule; it must be one of {allowed}.");

    public R2Exception Refuse(string allowed) => new(R2ErrorCodes.InvalidRule, $"{where} is {Shown()}; it must be {allowed}.");

    private string Shown() => element.GetRawText() is { Length: > 60 } raw ? raw[..57] + "..." : element.GetRawText();
}
