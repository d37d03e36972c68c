using R2.Models;

namespace R2.Unit.Core.BucketRules;

public sealed class CorsRulesTests
{
    // The example of https://developers.cloudflare.com/r2/buckets/cors/
    private const string Documented = """[ { "AllowedOrigins": ["http://localhost:3000"], "AllowedMethods": ["GET"] } ]""";

    [Fact]
    public void Parse_DocumentedExample_IsRead()
    {
        R2CorsRule rule = Assert.Single(CorsRules.Parse(Documented));

        Assert.Equal(["http://localhost:3000"], rule.AllowedOrigins);
        Assert.Equal(["GET"], rule.AllowedMethods);
        Assert.Null(rule.MaxAgeSeconds);
    }

    [Theory]
    [InlineData("""{ "rules": [ { "id": "web", "allowed": { "origins": ["https://a.example"], "methods": ["get", "PUT"], "headers": ["content-type"] }, "exposeHeaders": ["ETag"], "maxAgeSeconds": 60 } ] }""")]
    [InlineData("""{ "CORSRules": [ { "ID": "web", "AllowedOrigins": ["https://a.example"], "AllowedMethods": ["GET", "PUT"], "AllowedHeaders": ["content-type"], "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 60 } ] }""")]
    [InlineData("""{ "Id": "web", "AllowedOrigins": "https://a.example", "AllowedMethods": ["GET", "PUT"], "AllowedHeaders": "content-type", "ExposeHeaders": "ETag", "MaxAgeSeconds": 60, "BucketName": null } // one""")]
    public void Parse_EachDialect_IsTheSameRule(string json)
    {
        R2CorsRule rule = Assert.Single(CorsRules.Parse(json));

        Assert.Equal(("web", 60), (rule.Id, rule.MaxAgeSeconds));
        Assert.Equal(["https://a.example", "GET", "PUT", "content-type", "ETag"], [.. rule.AllowedOrigins, .. rule.AllowedMethods, .. rule.AllowedHeaders, .. rule.ExposeHeaders]);
    }

    [Fact]
    public void ToJson_IsWhatTheDashboardTakesAndParseReads()
    {
        string json = CorsRules.ToJson(CorsRules.Parse(Documented));

        Assert.Equal(Documented.Replace(" ", "", StringComparison.Ordinal), json.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
        R2CorsRule whole = Rule() with { Id = "a", AllowedHeaders = ["x-*"], ExposeHeaders = ["ETag"], MaxAgeSeconds = 5 };
        Assert.Equal(CorsRules.ToJson([whole]), CorsRules.ToJson(CorsRules.Parse(CorsRules.ToJson([whole]))));
    }

    /// <summary>No theory: an attribute would hold other text in place of half a pair.</summary>
    [Fact]
    public void Parse_HalfOfASurrogatePair_IsNoValidJson() => Assert.All((string[])["[\udc00", "\ud800", "[{\"AllowedOrigins\":\"\ud83d\"}]", """[{"AllowedOrigins":"\ud83d"}]"""], static json =>
        Assert.StartsWith("The rules are no valid JSON", Assert.Throws<R2Exception>(() => CorsRules.Parse(json)).Message, StringComparison.Ordinal));

    [Theory]
    [InlineData("""[{}, { "AlowedOrigins": [] }]""", "Rule 2: AlowedOrigins is not a property of such a rule")]
    [InlineData("""[{ "MaxAgeSeconds": "soon" }]""", "Rule 1: MaxAgeSeconds is \"soon\"; it must be a whole number")]
    [InlineData("""[{ "AllowedOrigins": [1] }]""", "Rule 1: AllowedOrigins is 1; it must be text")]
    [InlineData("""["GET"]""", "Rule 1 is \"GET\"; it must be an object")]
    [InlineData("[{", "no valid JSON")]
    [InlineData(@"[{ ""AllowedHeaders"": [""\ud800""] }]", "no valid JSON")]
    [InlineData(@"[{ ""\ud800"": 1 }]", "no valid JSON")]
    [InlineData(@"{ ""\ud800"": 1 }", "no valid JSON")]
    [InlineData(@"[{ ""MaxAgeSeconds"": ""\ud800"" }]", "no valid JSON")]
    public void Parse_Wrong_IsToldWithTheRulesNumber(string json, string message)
    {
        R2Exception exception = Assert.Throws<R2Exception>(() => CorsRules.Parse(json));

        Assert.Equal(R2ErrorCodes.InvalidRule, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("http://localhost:3000")]
    [InlineData("https://*.example.com")]
    [InlineData("https://example.com:*")]
    [InlineData("http://[::1]:8080")]
    [InlineData("app://obsidian.md")]
    public void Validate_Origin_Taken(string origin) => Assert.Single(CorsRules.Validate([Rule() with { AllowedOrigins = [origin] }]));

    [Theory]
    [InlineData("https://static.example.com/")]
    [InlineData("https://static.example.com/fonts/a.woff2")]
    [InlineData("static.example.com")]
    [InlineData("https://*.*.example.com")]
    [InlineData("https://example.com\n")]
    [InlineData("")]
    public void Validate_OriginWithPathOrWithoutScheme_Refused(string origin) => AssertRefused(Rule() with { AllowedOrigins = [origin] }, $"AllowedOrigins holds '{origin}'");

    [Fact]
    public void Validate_OutsideTheLimits_IsToldWithTheRulesNumber()
    {
        AssertRefused(Rule() with { AllowedOrigins = [] }, "AllowedOrigins is empty");
        AssertRefused(Rule() with { AllowedMethods = [] }, "AllowedMethods is empty");
        AssertRefused(Rule() with { AllowedMethods = ["GET", "PATCH"] }, "AllowedMethods holds 'PATCH'; it must be one of GET, PUT, POST, DELETE, HEAD");
        AssertRefused(Rule() with { MaxAgeSeconds = 86_401 }, "MaxAgeSeconds is 86401; it must be 0 to 86400");
        AssertRefused(Rule() with { MaxAgeSeconds = -1 }, "MaxAgeSeconds is -1");
        AssertRefused(Rule() with { AllowedHeaders = ["a b"] }, "AllowedHeaders holds 'a b'");
        AssertRefused(Rule() with { ExposeHeaders = [""] }, "ExposeHeaders holds ''");
        AssertRefused(Rule() with { Id = "first" }, "Id 'first' is that of a rule before");
        Assert.Contains("There are 0 rules", Assert.Throws<R2Exception>(() => CorsRules.Validate([])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 101 rules", Assert.Throws<R2Exception>(() => CorsRules.Validate(Enumerable.Repeat(Rule(), 101))).Message, StringComparison.Ordinal);
        Assert.Equal(100, CorsRules.Validate(Enumerable.Repeat(Rule() with { MaxAgeSeconds = 86_400 }, 100)).Count);
    }

    private static void AssertRefused(R2CorsRule second, string message)
    {
        R2Exception exception = Assert.Throws<R2Exception>(() => CorsRules.Validate([Rule() with { Id = "first" }, second]));

        Assert.Equal(R2ErrorCodes.InvalidRule, exception.Code);
        Assert.StartsWith("Rule 2: " + message, exception.Message, StringComparison.Ordinal);
    }

    private static R2CorsRule Rule() => new() { AllowedOrigins = ["https://a.example"], AllowedMethods = ["GET"] };
}
