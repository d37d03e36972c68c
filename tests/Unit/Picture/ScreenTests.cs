using R2.Picture;

namespace R2.Unit.Picture;

public sealed class ScreenTests
{
    private readonly Screen _screen = new(20, 3);

    [Fact]
    public void Write_CarriageReturn_OverwritesTheLine()
    {
        Write("before\rnow\e[K");

        Assert.Equal("now", _screen.Text);
    }

    [Fact]
    public void Write_CursorMovement_PutsTextThere()
    {
        Write("one\r\ntwo\e[1;5Hone more\e[2;5Htwo more");

        Assert.Equal("one one more\ntwo two more", _screen.Text);
    }

    [Fact]
    public void Write_MoreLinesThanHeight_KeepsThemAndCountsFromTheScreensTop()
    {
        Write("1\r\n2\r\n3\r\n4\r\n5\e[1;2H!");

        Assert.Equal("1\n2\n3!\n4\n5", _screen.Text);
    }

    [Fact]
    public void Write_QuestionForTheCursor_IsAnswered()
    {
        Write("ab\r\nc");

        Assert.Equal("\e[2;2R", string.Concat("\e[6n".Select(_screen.Write)));
    }

    [Fact]
    public void Write_Colours_StayUntilTheyAreReset()
    {
        Write("\e[31;1mred\e[0m plain \e[?25l\e[7mback\e[27m");

        Assert.Equal(new Style(1, null, true, false), _screen.Rows[0][2].Style);
        Assert.Equal(default, _screen.Rows[0][4].Style);
        Assert.True(_screen.Rows[0][10].Style.Reversed);
    }

    [Fact]
    public void Svg_OfScreen_HasItsTextAndColoursAndNothingUnescaped()
    {
        Write("a<b \e[92m&c\e[0m");

        string svg = SvgWriter.Write(_screen);

        Assert.Contains(">a&lt;b</text>", svg, StringComparison.Ordinal);
        Assert.Contains("fill=\"#6bc46d\"", svg, StringComparison.Ordinal);
        Assert.Contains(">&amp;c</text>", svg, StringComparison.Ordinal);
        _ = System.Xml.Linq.XDocument.Parse(svg);
    }

    private void Write(string text)
    {
        foreach (char character in text)
        {
            _screen.Write(character);
        }
    }
}
