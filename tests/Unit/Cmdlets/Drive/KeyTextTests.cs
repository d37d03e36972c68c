using R2.Cmdlets.Drive.Paths;

namespace R2.Unit.Cmdlets.Drive;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b.txt")]
    [InlineData("/lead")]
    [InlineData("//")]
    [InlineData("n//m")]
    [InlineData("tail/")]
    [InlineData("tail//")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("./")]
    [InlineData(@"back\slash")]
    [InlineData(@"\\server\share")]
    [InlineData("[1].txt")]
    [InlineData(" blank ")]
    [InlineData("第1回：始め＼／")]
    [InlineData("mark\uFDD0here")]
    [InlineData("\uFDD0∕")]
    [InlineData("\uFDD0")]
    [InlineData("\uFDD0\uFDD0/\uFDD0.")]
    public void Key_SurvivesAsAPath_AndNothingIsLeftThatTheEngineWouldFold(string key)
    {
        string path = KeyText.Encode(key, isPrefix: false);

        Assert.Equal(key, KeyText.Decode(path, out bool isFolder));
        Assert.False(isFolder);
        Assert.DoesNotContain('\\', path);
        Assert.DoesNotContain(path.Split('/'), name => name is "" or "." or "..");
    }

    [Theory]
    [InlineData("a/")]
    [InlineData("a//")]
    [InlineData("/")]
    [InlineData("../")]
    [InlineData(@"a\/")]
    public void Prefix_SurvivesAsAFolder(string prefix)
    {
        string path = KeyText.Encode(prefix, isPrefix: true);

        Assert.EndsWith("/", path, StringComparison.Ordinal);
        Assert.Equal(prefix, KeyText.Decode(path, out bool isFolder));
        Assert.True(isFolder);
        Assert.Equal(prefix, KeyText.Decode(path[..^1] + KeyText.FolderMark, out isFolder));
        Assert.True(isFolder);
    }

    [Theory]
    [InlineData(@"css\a.css", false, "css/a.css")]
    [InlineData(@"css\a.css", true, @"css\a.css")]
    [InlineData("a//b", false, "a//b")]
    [InlineData("a//b", true, "a//b")]
    [InlineData("/lead", false, "/lead")]
    [InlineData("a/../b", true, "a/../b")]
    [InlineData("a/b/", true, "a/b/")]
    public void Typed_IsTheKeyThatIsMeant(string typed, bool literal, string key) => Assert.Equal(key, KeyText.Decode(KeyText.EncodeTyped(typed, literal), out _));

    [Fact]
    public void Typed_DotsStayTheEnginesUnlessLiteral()
    {
        Assert.Equal("a/../b", KeyText.EncodeTyped("a/../b", literal: false));
        Assert.DoesNotContain("/../", KeyText.EncodeTyped("a/../b", literal: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_WhatIsWrittenAlready_StaysAsItIs()
    {
        string path = KeyText.Encode(@"/a//..\b", isPrefix: false);

        Assert.Equal(path, KeyText.EncodeTyped(path, literal: true));
        Assert.Equal(path, KeyText.EncodeTyped(path, literal: false));
    }
}
