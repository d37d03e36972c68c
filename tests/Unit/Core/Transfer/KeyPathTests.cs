using System.Text;
using R2.Transfer.Paths;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public class KeyPathTests
{
    [Theory]
    [InlineData("a.txt", false)]
    [InlineData("a/b c/d+e%.txt", false)]
    [InlineData("日本語/ü.txt", true)]
    [InlineData("100%2F", false)]
    [InlineData("...", false)]
    [InlineData(".a/..b/c..", false)]
    [InlineData("a\tb\u007f", false)]
    public void ToPath_GoodKey_IsItsOwnPath(string key, bool windows) => Assert.Equal(key, KeyPath.ToPath(key, sanitize: false, windows));

    [Theory]
    [InlineData("..", false)]
    [InlineData("a/../b", false)]
    [InlineData("./a", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("a//b", false)]
    [InlineData("a/", false)]
    [InlineData("a\0b", false)]
    [InlineData("C:/x", true)]
    [InlineData("a\\b", true)]
    [InlineData("..\\a", true)]
    [InlineData("CON", true)]
    [InlineData("a/nul.txt", true)]
    [InlineData("com1", true)]
    [InlineData("LPT².log", true)]
    [InlineData("name.", true)]
    [InlineData("name ", true)]
    [InlineData("a\tb", true)]
    [InlineData("what?", true)]
    public void ToPath_KeyThatCannotBeAPath_IsRefusedAndEscapedReversibly(string key, bool windows)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => KeyPath.ToPath(key, sanitize: false, windows));
        Assert.Equal("UnsafePath", e.Code);
        Assert.Contains("cannot become a path", e.Message, StringComparison.Ordinal);

        string path = KeyPath.ToPath(key, sanitize: true, windows);
        Assert.Equal(path, KeyPath.ToPath(KeyPath.FromPath(path), sanitize: true, windows));
        Assert.Equal(key, KeyPath.FromPath(path));
    }

    [Theory]
    [MemberData(nameof(TrapKeys.All), MemberType = typeof(TrapKeys))]
    public void ToPath_SanitizedTrapKey_LeadsBackToTheKeyAndNowhereElse(string key)
    {
        foreach (bool windows in new[] { false, true })
        {
            string path = KeyPath.ToPath(key, sanitize: true, windows);

            if (key.Length < 255)
            {
                Assert.Equal(key, KeyPath.FromPath(path));
            }

            Assert.All(path.Split('/'), static segment => Assert.InRange(Encoding.UTF8.GetByteCount(segment), 1, 255));
            Assert.DoesNotContain(path.Split('/'), s => s is "" or "." or "..");
        }
    }

    [Fact]
    public void EscapeMore_NameNearTheLimit_StaysWithinIt()
    {
        string path = "dir/" + new string('L', 254);
        HashSet<string> seen = [path];
        for (int i = 0; i < 5; i++)
        {
            path = KeyPath.EscapeMore(path);
            Assert.True(seen.Add(path));
            Assert.InRange(Encoding.UTF8.GetByteCount(path), 1, "dir/".Length + 255);
        }
    }

    [Fact]
    public void ToPath_SegmentsAboveTheLimit_AreRefusedOrCutAndStayApart()
    {
        string[] keys = [
            .. new[] { ".txt", ".tar.gz", "", ".with blanks in it", "." + new string('x', 300) }.Select(static end => new string('L', 300) + end),
            new string('L', 299) + "l.txt", new string('é', 130), new string('é', 131), string.Concat(Enumerable.Repeat("😀", 65)), new string('?', 200), new string('?', 201), new string('/', 1024), "a" + new string('/', 1000), new string('b', 250) + "//", "a/" + new string('é', 130) + "/b"];
        Assert.All(keys, static key => Assert.Equal(R2ErrorCodes.UnsafePath, Assert.Throws<R2Exception>(() => KeyPath.ToPath(key, sanitize: false, windows: true)).Code));

        string[] paths = [.. keys.Select(key => KeyPath.ToPath(key, sanitize: true, windows: true))];

        Assert.Equal(keys.Length, paths.Distinct().Count());
        Assert.All(paths.SelectMany(static path => path.Split('/')), static segment => Assert.InRange(Encoding.UTF8.GetByteCount(segment), 1, 255));
        Assert.EndsWith(".txt", paths[0], StringComparison.Ordinal);
        Assert.All(paths, static path => Assert.DoesNotMatch("%([^0-9A-F]|.[^0-9A-F])", path));
    }

    [Fact]
    public void ToPath_SanitizedKeysThatLookLikeEscapes_StayApart()
    {
        string[] keys = ["a%2E", "a.", "a%252E", "%2E%2E", "..", "a/%2F/b", "a///b", "a//b", "/", "//", "%2F"];

        Assert.Equal(keys.Length, keys.Select(k => KeyPath.ToPath(k, sanitize: true, windows: true)).Distinct().Count());
    }

    [Fact]
    public void EscapeMore_PathThatIsTaken_GivesAnotherForTheSameKey()
    {
        string path = "dir/Name.txt";
        HashSet<string> seen = [path];
        for (int i = 0; i < 8; i++)
        {
            path = KeyPath.EscapeMore(path);
            Assert.True(seen.Add(path));
            Assert.Equal("dir/Name.txt", KeyPath.FromPath(path));
        }

        Assert.Equal(path, KeyPath.EscapeMore(path));
    }

    [Theory]
    [InlineData("%%12")]
    [InlineData("%<a")]
    [InlineData("100%/%a")]
    [InlineData("%")]
    public void EscapeMore_NameWithAPercentSignThatIsNoEscape_GivesAnotherForTheSameKey(string key)
    {
        string path = KeyPath.ToPath(key, sanitize: true, windows: true);
        string other = KeyPath.EscapeMore(path);

        Assert.NotEqual(path, other);
        Assert.Equal(key, KeyPath.FromPath(other));
    }
}
