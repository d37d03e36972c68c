using R2.Models;

namespace R2.Unit.Core.BucketRules;

public sealed class LifecycleRulesTests
{
    private const string Cloudflare = """
        { "rules": [
          { "id": "logs", "enabled": true, "conditions": { "prefix": "logs/" },
            "deleteObjectsTransition": { "condition": { "type": "Age", "maxAge": 7776000 } },
            "storageClassTransitions": [ { "condition": { "type": "Age", "maxAge": 2592000 }, "storageClass": "InfrequentAccess" } ],
            "abortMultipartUploadsTransition": { "condition": { "type": "Age", "maxAge": 86400 } } },
          { "id": "old", "enabled": false, "conditions": { "prefix": "" }, "deleteObjectsTransition": { "condition": { "type": "Date", "date": "2030-01-31T00:00:00Z" } } } ] }
        """;

    private const string S3 = """
        { "Rules": [
          { "ID": "logs", "Status": "Enabled", "Filter": { "Prefix": "logs/" }, "Expiration": { "Days": 90 },
            "Transitions": [ { "Days": 30, "StorageClass": "STANDARD_IA" } ], "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 1 } },
          { "ID": "old", "Status": "Disabled", "Filter": {}, "Expiration": { "Date": "2030-01-31" } } ] }
        """;

    private const string Flat = """
        [ { "Id": "logs", "Prefix": "logs/", "ExpirationDays": 90, "TransitionDays": 30, "AbortMultipartDays": 1 },
          { "Id": "old", "Enabled": false, "ExpirationDate": "2030-01-31", "TransitionDays": null, "TransitionStorageClass": "STANDARD_IA" } ]
        """;

    [Theory]
    [InlineData(Cloudflare)]
    [InlineData(S3)]
    [InlineData(Flat)]
    public void Parse_EachDialect_IsTheSameRules(string json) => Assert.Equal(
        [
            new R2LifecycleRule { Id = "logs", Prefix = "logs/", ExpirationDays = 90, TransitionDays = 30, AbortMultipartDays = 1 },
            new R2LifecycleRule { Id = "old", Enabled = false, ExpirationDate = new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero) },
        ],
        LifecycleRules.Parse(json));

    [Fact]
    public void ToJson_IsCloudflaresOwn() => Assert.Equal(Squeezed(Cloudflare), Squeezed(LifecycleRules.ToJson(LifecycleRules.Parse(S3))));

    [Theory]
    [InlineData("""[{}, { "Expiry": 3 }]""", "Rule 2: Expiry is not a property of such a rule")]
    [InlineData("""[{ "deleteObjectsTransition": { "condition": { "type": "Age", "maxAge": 3600 } } }]""", "Rule 1: deleteObjectsTransition: condition: maxAge is 3600; it must be a number of seconds that makes whole days")]
    [InlineData("""[{ "Transitions": [ { "Days": 1 }, { "Days": 2 } ] }]""", "it must be one transition")]
    [InlineData("""[{ "Filter": { "Tag": {} } }]""", "Rule 1: Filter: Tag is not a property of such a rule")]
    [InlineData("""[{ "Status": "On" }]""", "Rule 1: Status is \"On\"; it must be Enabled or Disabled")]
    [InlineData("""[{ "Expiration": { "Date": "someday" } }]""", "it must be a date such as")]
    public void Parse_Wrong_IsToldWithTheRulesNumber(string json, string message)
    {
        R2Exception exception = Assert.Throws<R2Exception>(() => LifecycleRules.Parse(json));

        Assert.Equal(R2ErrorCodes.InvalidRule, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OutsideTheLimits_IsToldWithTheRulesNumber()
    {
        DateTimeOffset day = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        AssertRefused(new() { Id = "x" }, "it does nothing");
        AssertRefused(new() { ExpirationDays = 0 }, "ExpirationDays is 0; it must be 1 to ");
        AssertRefused(new() { ExpirationDays = LifecycleRules.MostDays + 1 }, "ExpirationDays is ");
        AssertRefused(new() { ExpirationDays = 1, ExpirationDate = day }, "ExpirationDays and ExpirationDate exclude each other");
        AssertRefused(new() { TransitionDays = 1, TransitionDate = day }, "TransitionDays and TransitionDate exclude each other");
        AssertRefused(new() { TransitionDays = 1, TransitionStorageClass = "GLACIER" }, "TransitionStorageClass is 'GLACIER'; it must be STANDARD_IA");
        AssertRefused(new() { AbortMultipartDays = -1 }, "AbortMultipartDays is -1");
        AssertRefused(new() { ExpirationDays = 1, Prefix = new string('ü', 513) }, "Prefix has 1026 bytes");
        AssertRefused(new() { ExpirationDays = 1, Id = new string('i', 256) }, "Id has 256 characters");
        AssertRefused(new() { ExpirationDays = 1, Id = "first" }, "Id 'first' is that of a rule before");
        Assert.Equal(1000, LifecycleRules.Validate(Enumerable.Repeat(new R2LifecycleRule { ExpirationDays = LifecycleRules.MostDays }, 1000)).Count);
        Assert.Contains("there must be 1 to 1,000", Assert.Throws<R2Exception>(() => LifecycleRules.Validate(Enumerable.Repeat(new R2LifecycleRule { ExpirationDays = 1 }, 1001))).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(R2LifecycleRule second, string message)
    {
        R2Exception exception = Assert.Throws<R2Exception>(() => LifecycleRules.Validate([new() { Id = "first", ExpirationDays = 1 }, second]));

        Assert.Equal(R2ErrorCodes.InvalidRule, exception.Code);
        Assert.StartsWith("Rule 2: " + message, exception.Message, StringComparison.Ordinal);
    }

    private static string Squeezed(string json) => string.Concat(json.Where(static c => !char.IsWhiteSpace(c)));
}
