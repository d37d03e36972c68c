using System.Buffers;
using System.Text.RegularExpressions;
using R2.BucketRules;
using R2.Models;

namespace R2;

/// <summary>CORS rules of a bucket as JSON, and R2's limits of them.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/cors/ and https://developers.cloudflare.com/api/resources/r2/subresources/buckets/subresources/cors/</remarks>
public static partial class CorsRules
{
    /// <summary>S3's limit; R2 documents none of its own. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html</summary>
    internal const int MostRules = 100;

    /// <summary>Longest time that a response may be kept, in seconds: a day.</summary>
    internal const int MostAgeSeconds = 86_400;

    private const string Names = "Id, AllowedOrigins, AllowedMethods, AllowedHeaders, ExposeHeaders and MaxAgeSeconds, or those of Cloudflare's API: id, allowed (origins, methods, headers), exposeHeaders and maxAgeSeconds";

    private static readonly string[] s_methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];

    private static readonly SearchValues<char> s_headerCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~");

    /// <summary>Reads rules as the dashboard has them (<c>AllowedOrigins</c> …) or as Cloudflare's API and Wrangler have them (<c>allowed.origins</c> …).</summary>
    /// <param name="json">An array of rules, an object with <c>rules</c> or <c>CORSRules</c>, or one rule.</param>
    /// <param name="firstNumber">Number of the first rule in messages.</param>
    /// <exception cref="R2Exception">It is no JSON, or a name or value is not one of a CORS rule; the message has the rule's number.</exception>
    public static IReadOnlyList<R2CorsRule> Parse(string json, int firstNumber = 1) =>
        RuleElement.ReadAll(json, firstNumber, ["rules", "CORSRules"], static element => Apply(new() { AllowedOrigins = [], AllowedMethods = [] }, element));

    /// <summary>Writes rules as the dashboard's JSON tab takes them.</summary>
    /// <param name="rules">The rules.</param>
    public static string ToJson(IEnumerable<R2CorsRule> rules) => RuleJson.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (R2CorsRule rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteText("ID", rule.Id);
            writer.WriteTexts("AllowedOrigins", rule.AllowedOrigins);
            writer.WriteTexts("AllowedMethods", rule.AllowedMethods);
            writer.WriteTexts("AllowedHeaders", rule.AllowedHeaders);
            writer.WriteTexts("ExposeHeaders", rule.ExposeHeaders);
            writer.WriteNumber("MaxAgeSeconds", rule.MaxAgeSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Compares rules with R2's limits before they are sent.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="R2Exception">One is outside them; the message has its number, the value and what is allowed.</exception>
    public static IReadOnlyList<R2CorsRule> Validate(IEnumerable<R2CorsRule> rules)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        return RuleChecks.Check(rules, MostRules, rule => RuleChecks.ProblemOfId(rule.Id, ids) ?? ProblemOf(rule));
    }

    private static R2CorsRule Apply(R2CorsRule rule, RuleElement element)
    {
        foreach ((string name, RuleElement value) in element.Members())
        {
            rule = name switch
            {
                "id" => rule with { Id = value.Text() },
                "allowed" => Apply(rule, value),
                "allowedorigins" or "origins" => rule with { AllowedOrigins = value.Texts() },
                "allowedmethods" or "methods" => rule with { AllowedMethods = [.. value.Texts().Select(static method => method.ToUpperInvariant())] },
                "allowedheaders" or "headers" => rule with { AllowedHeaders = value.Texts() },
                "exposeheaders" => rule with { ExposeHeaders = value.Texts() },
                "maxageseconds" => rule with { MaxAgeSeconds = value.Number() },
                "bucketname" => rule,
                _ => throw value.Unknown(Names),
            };
        }

        return rule;
    }

    private static string? ProblemOf(R2CorsRule rule) =>
        rule.AllowedOrigins.Count == 0 ? "AllowedOrigins is empty; one origin at least is needed."
        : rule.AllowedOrigins.FirstOrDefault(static origin => !Origin().IsMatch(origin)) is { } origin
            ? $"AllowedOrigins holds '{origin}'; it must be scheme://host[:port] without a path or a slash at its end, with one * at most, or * alone."
        : rule.AllowedMethods.Count == 0 ? $"AllowedMethods is empty; one at least of {string.Join(", ", s_methods)} is needed."
        : rule.AllowedMethods.FirstOrDefault(static method => !s_methods.Contains(method)) is { } method ? $"AllowedMethods holds '{method}'; it must be one of {string.Join(", ", s_methods)}."
        : ProblemOfHeaders("AllowedHeaders", rule.AllowedHeaders) ?? ProblemOfHeaders("ExposeHeaders", rule.ExposeHeaders)
        ?? (rule.MaxAgeSeconds is < 0 or > MostAgeSeconds ? $"MaxAgeSeconds is {rule.MaxAgeSeconds}; it must be 0 to {MostAgeSeconds} (a day)." : null);

    private static string? ProblemOfHeaders(string property, IReadOnlyList<string> headers) =>
        headers.FirstOrDefault(static header => header.Length == 0 || header.AsSpan().ContainsAnyExcept(s_headerCharacters)) is { } header
            ? $"{property} holds '{header}'; it must be the name of an HTTP header."
            : null;

    // The origin of an HTTP request, https://fetch.spec.whatwg.org/#origin-header, in which an asterisk may stand for any text.
    [GeneratedRegex(@"\A(\*|null|[a-z][a-z0-9+.-]*://(?=[^*]*\*?[^*]*\z)(\[[0-9a-f:.]+\]|[a-z0-9._*-]+)(:([0-9]{1,5}|\*))?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Origin();
}
