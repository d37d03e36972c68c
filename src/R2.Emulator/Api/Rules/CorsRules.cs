using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Operations.Buckets;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Api.Rules;

/// <summary>CORS rules: the same ones as those of S3, in the API's form.</summary>
internal static class CorsRules
{
    public static ApiResult Get(ApiContext context)
    {
        string document = context.Bucket.Settings.Cors ?? throw ApiErrors.NoCors();
        IReadOnlyList<CorsRule> rules = CorsRule.Read(XmlBody.Parse(Encoding.UTF8.GetBytes(document), "CORSConfiguration"));
        return new ApiResult(new JsonObject { ["rules"] = JsonText.Array(rules, Describe) });
    }

    public static ApiResult Put(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        List<CorsRule> rules = [.. context.Body.Get("rules").Items().Select(Read)];
        bucket.Change(settings => settings with { Cors = rules.Count == 0 ? null : CorsRule.Write(rules) });
        return ApiResult.Empty();
    }

    public static ApiResult Delete(ApiContext context)
    {
        context.Bucket.Change(settings => settings with { Cors = null });
        return ApiResult.Empty();
    }

    private static CorsRule Read(ApiField rule)
    {
        ApiField allowed = rule.Get("allowed");
        return new CorsRule
        {
            Id = rule.Find("id")?.Text(),
            Origins = NonEmpty(allowed.Get("origins")),
            Methods = [.. allowed.Get("methods").Items().Select(method => method.TextOf("GET", "PUT", "POST", "DELETE", "HEAD"))],
            Headers = allowed.Find("headers") is { } headers ? NonEmpty(headers) : [],
            ExposedHeaders = rule.Find("exposeHeaders")?.Texts() ?? [],
            MaxAgeSeconds = rule.Find("maxAgeSeconds")?.Integer(least: 0, most: uint.MaxValue).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static List<string> NonEmpty(ApiField texts) => [.. texts.Items().Select(text => text.NonEmpty())];

    private static JsonObject Describe(CorsRule rule)
    {
        JsonObject allowed = new JsonObject { ["origins"] = JsonText.Array(rule.Origins), ["methods"] = JsonText.Array(rule.Methods) }
            .With("headers", rule.Headers.Count == 0 ? null : JsonText.Array(rule.Headers));
        return new JsonObject { ["allowed"] = allowed }
            .With("id", rule.Id)
            .With("exposeHeaders", rule.ExposedHeaders.Count == 0 ? null : JsonText.Array(rule.ExposedHeaders))
            .With("maxAgeSeconds", rule.MaxAgeSeconds is { } age ? uint.Parse(age, CultureInfo.InvariantCulture) : null);
    }
}
