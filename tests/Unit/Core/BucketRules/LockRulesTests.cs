using R2.Models;

namespace R2.Unit.Core.BucketRules;

public sealed class LockRulesTests
{
    [Fact]
    public void Parse_OfCloudflareAndOfOurs_AreTheSame()
    {
        const string OfCloudflare = """{"rules":[{"id":"a","enabled":true,"prefix":"p/","condition":{"type":"Age","maxAgeSeconds":86400}},{"id":"b","enabled":false,"condition":{"type":"Indefinite"}},{"id":"c","enabled":true,"condition":{"type":"Date","date":"2030-01-31T00:00:00Z"}}]}""";
        const string OfOurs = """[{"Id":"a","Prefix":"p/","RetentionDays":1},{"Id":"b","Enabled":false,"Indefinite":true},{"Id":"c","Date":"2030-01-31"}]""";

        Assert.Equal(LockRules.Parse(OfCloudflare), LockRules.Parse(OfOurs));
        Assert.Equal(LockRules.Parse(OfCloudflare), LockRules.Parse(LockRules.ToJson(LockRules.Parse(OfOurs))));
    }

    [Theory]
    [InlineData("""{"Id":"a","MaxAgeSeconds":-1}""", "Rule 1: MaxAgeSeconds is -1; it must be 1 or more.")]
    [InlineData("""{"Id":"a"}""", "Rule 1: None of MaxAgeSeconds, Date and Indefinite is given; it must be exactly one.")]
    [InlineData("""{"Id":"a","Indefinite":true,"MaxAgeSeconds":5}""", "Rule 1: Several of MaxAgeSeconds, Date and Indefinite are given; it must be exactly one.")]
    [InlineData("""{"Indefinite":true}""", "Rule 1: Id is missing; each rule must have one.")]
    [InlineData("""[{"Id":"a","Indefinite":true},{"Id":"a","Indefinite":true}]""", "Rule 2: Id 'a' is that of a rule before; each is allowed once.")]
    [InlineData("""{"Id":"a","Days":1}""", "Rule 1: Days is not a property of such a rule")]
    [InlineData("""{"Id":"a","condition":{"type":"Never"}}""", "Age, Date or Indefinite")]
    public void Rule_OutsideTheRules_IsNamed(string json, string message)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => LockRules.Validate(LockRules.Parse(json)));

        Assert.Equal(R2ErrorCodes.InvalidRule, e.Code);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_IsAllowed() => Assert.Empty(LockRules.Validate([]));

    [Fact]
    public void Rules_AreComparedByWhatTheySay() =>
        Assert.Equal(new R2BucketLockRule { Id = "a", Indefinite = true }, new R2BucketLockRule { Id = "a", Indefinite = true });
}
