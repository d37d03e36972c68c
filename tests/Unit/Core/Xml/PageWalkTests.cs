using System.Globalization;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

public class PageWalkTests
{
    [Fact]
    public void Next_TokensComeBack_IsNoticedWhateverTheCircleAndWhereverItBegins()
    {
        for (int lead = 0; lead < 20; lead++)
        {
            for (int length = 1; length < 20; length++)
            {
                PageWalk walk = new();
                int steps = 0;
                Assert.Throws<R2Exception>(() =>
                {
                    for (; steps < 1000; steps++)
                    {
                        walk.Next(steps < lead ? $"lead {steps}" : $"{(steps - lead) % length}", Key(steps), "bucket");
                    }
                });
                Assert.InRange(steps, length, 3 * (lead + length));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("the same key")]
    public void Next_NewTokensAndNothingNew_EndsAllTheSame(string? last)
    {
        PageWalk walk = new();
        int pages = 0;

        R2Exception e = Assert.Throws<R2Exception>(() =>
        {
            for (; pages < 10_000; pages++)
            {
                walk.Next($"{pages}", last, "bucket");
            }
        });

        Assert.Equal((R2ErrorCodes.InvalidResponse, "bucket"), (e.Code, e.BucketName));
        Assert.InRange(pages, PageWalk.MostIdle - 1, PageWalk.MostIdle);
    }

    [Theory]
    [InlineData("b", "b", true)]
    [InlineData("b", "a", true)]
    [InlineData("b", "c", false)]
    [InlineData("\uE000", "\U0001F600", false)] // after it in UTF-8
    [InlineData("\U0001F600", "\uE000", false)] // after it in UTF-16
    [InlineData("e\u0301a", "fa", false)] // after it as it is written, and before it when both are composed
    [InlineData("\U0002F803", "\uFA10", false)] // the same in UTF-16 alone
    [InlineData("b", null, false)]
    public void Enter_PageBeginsNotAfterTheLastKey_IsRefusedAtOnce(string last, string? first, bool isRefused)
    {
        PageWalk walk = new();
        walk.Enter("a", last, null, null, "bucket");
        walk.Enter(null, null, null, null, "bucket");

        R2Exception? e = Record.Exception(() => walk.Enter(first, first, null, null, "bucket")) as R2Exception;

        Assert.Equal(isRefused ? R2ErrorCodes.InvalidResponse : null, e?.Code);
    }

    [Theory]
    [InlineData("b/", "b/", false)] // a page that ended within it
    [InlineData("b/", "a/", true)]
    [InlineData("b/", "c/", false)]
    [InlineData("\uE000/", "\U0001F600/", false)]
    [InlineData("b/", null, false)]
    public void Enter_PageBeginsBeforeTheLastPrefix_IsRefusedAtOnce(string last, string? first, bool isRefused)
    {
        PageWalk walk = new();
        walk.Enter("z", "z", "a/", last, "bucket");
        walk.Enter(null, null, null, null, "bucket");

        R2Exception? e = Record.Exception(() => walk.Enter(null, null, first, first, "bucket")) as R2Exception;

        Assert.Equal(isRefused ? R2ErrorCodes.InvalidResponse : null, e?.Code);
    }

    [Fact]
    public void All_ListThatDoesNotMoveOn_SaysWhereItStands()
    {
        PageWalk walk = new();
        walk.Enter("a", "b", "c/", "d/", "bucket");
        walk.Next("token", "b", "bucket");

        Assert.Equal("The server's list does not move on: a page begins with 'a', and the one before ended with 'b'.", Assert.Throws<R2Exception>(() => walk.Enter("a", "b", null, null, "bucket")).Message);
        Assert.Equal("The server's list does not move on: a page begins with the prefix 'c/', and one before ended with 'd/'.", Assert.Throws<R2Exception>(() => walk.Enter(null, null, "c/", "c/", "bucket")).Message);
        Assert.Equal("The server's list does not move on: 'token' has come before.", Assert.Throws<R2Exception>(() => walk.Next("token", "c", "bucket")).Message);
        R2Exception idle = Assert.Throws<R2Exception>(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                walk.Next($"{i}", null, "bucket");
            }
        });
        Assert.Equal("The server's list does not move on: 300 pages in a row brought nothing new.", idle.Message);
    }

    [Fact]
    public void Next_ListMovesOn_GoesOn()
    {
        PageWalk walk = new();
        for (int i = 0; i < 10_000; i++)
        {
            walk.Next($"{i}", i % 100 == 0 ? Key(i) : i % 3 == 0 ? Key(i - 1) : null, "bucket");
        }
    }

    private static string Key(int number) => number.ToString("D8", CultureInfo.InvariantCulture);
}
