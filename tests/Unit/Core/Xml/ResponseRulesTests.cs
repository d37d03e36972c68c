using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

public class ResponseRulesTests
{
    [Theory]
    [InlineData(null, "k")]
    [InlineData("", "k")]
    [InlineData("k", "k")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("a%20b%2Fc", "a b/c")]
    [InlineData("a+b", "a b")]
    [InlineData("a\nb", "a\rb")] // XML has no place for the one, and reads the other.
    public void CheckKey_WrittenInAnotherWay_IsTheSame(string? said, string asked) => ResponseRules.CheckKey(said, asked);

    [Theory]
    [InlineData("other", "k")]
    [InlineData("K", "k")]
    [InlineData("a", "a/b")]
    public void CheckKey_Another_IsRefused(string said, string asked) => Assert.Throws<FormatException>(() => ResponseRules.CheckKey(said, asked));

    [Theory]
    [InlineData("caf\u00e9/a", "cafe\u0301")]
    [InlineData("cafe\u0301/a", "caf\u00e9")]
    [InlineData("cafe\u0301/a", "cafe")]
    [InlineData("a", null)]
    public void CheckPrefix_OfOneNormalForm_Holds(string listed, string? prefix) => ResponseRules.CheckPrefix(listed, prefix);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("b")]
    public void CheckBucket_TheSameOrNone_Holds(string? said) => ResponseRules.CheckBucket(said, "b");

    [Theory]
    [InlineData(null, "u")]
    [InlineData("u", "u")]
    public void CheckUploadId_TheSameOrNone_Holds(string? said, string asked) => ResponseRules.CheckUploadId(said, asked);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 5)]
    [InlineData(1000, null)]
    [InlineData(1001, 1001)]
    public void CheckCount_AsManyAsWereAskedFor_Holds(int listed, int? asked) => ResponseRules.CheckCount(listed, asked);

    [Theory]
    [InlineData(true, "next")]
    [InlineData(false, null)]
    [InlineData(false, "")]
    public void CheckEnds_OneOfTheTwo_Holds(bool isTruncated, string? next) => ResponseRules.CheckEnds(isTruncated, next);

    [Theory]
    [InlineData(true, "next", "sent")]
    [InlineData(true, "next", null)]
    [InlineData(false, null, "sent")]
    [InlineData(false, null, null)]
    [InlineData(false, "sent", "sent")]
    public void CheckMovesOn_AheadOrAtTheEnd_Holds(bool isTruncated, string? next, string? sent) => ResponseRules.CheckMovesOn(isTruncated, next, sent);

    [Fact]
    public void All_AnswerToSomethingElse_SayWhatAndWhatWasAskedFor()
    {
        (string Message, Action Check)[] refused =
        [
            ("it is about the bucket 'other', not 'b'", static () => ResponseRules.CheckBucket("other", "b")),
            ("it is about the key 'other', not 'k'", static () => ResponseRules.CheckKey("other", "k")),
            ("it is about the upload 'other', not 'u'", static () => ResponseRules.CheckUploadId("other", "u")),
            ("it is about the upload '', not 'u'", static () => ResponseRules.CheckUploadId("", "u")),
            ("it lists 'a/k', which does not begin with 'b/'", static () => ResponseRules.CheckPrefix("a/k", "b/")),
            ("it lists 6 entries; 5 are the most that were asked for", static () => ResponseRules.CheckCount(6, 5)),
            ("it lists 1001 entries; 1000 are the most that were asked for", static () => ResponseRules.CheckCount(1001, null)),
            ("it says that nothing follows, and that it goes on from 'next'", static () => ResponseRules.CheckEnds(false, "next")),
            ("it says that more follows, and not how to ask for it", static () => ResponseRules.CheckMovesOn(true, null, "sent")),
            ("it says that more follows, and not how to ask for it", static () => ResponseRules.CheckMovesOn(true, null, null)),
            ("it says that more follows from 'sent' on, where it began itself", static () => ResponseRules.CheckMovesOn(true, "sent", "sent")),
        ];

        Assert.All(refused, static row => Assert.Equal(row.Message, Assert.Throws<FormatException>(row.Check).Message));
    }
}
