using R2.Xml;

namespace R2.Unit.Core.Xml;

public class AnswerRulesTests
{
    [Theory]
    [InlineData(null, "k")]
    [InlineData("", "k")]
    [InlineData("k", "k")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("a%20b%2Fc", "a b/c")]
    [InlineData("a+b", "a b")]
    [InlineData("a\nb", "a\rb")] // XML has no place for the one, and reads the other.
    public void CheckKey_WrittenInAnotherWay_IsTheSame(string? said, string asked) => AnswerRules.CheckKey(said, asked);

    [Theory]
    [InlineData("other", "k")]
    [InlineData("K", "k")]
    [InlineData("a", "a/b")]
    public void CheckKey_Another_IsRefused(string said, string asked) => Assert.Throws<FormatException>(() => AnswerRules.CheckKey(said, asked));

    [Theory]
    [InlineData("caf\u00e9/a", "cafe\u0301")]
    [InlineData("cafe\u0301/a", "caf\u00e9")]
    [InlineData("cafe\u0301/a", "cafe")]
    [InlineData("a", null)]
    public void CheckPrefix_OfOneNormalForm_Holds(string listed, string? prefix) => AnswerRules.CheckPrefix(listed, prefix);
}
