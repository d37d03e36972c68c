using System.Text;
using R2.Rules;
using R2.Transfer.Paths;

namespace R2.Fuzz.Targets;

/// <summary>Keys, which are anybody's text, as paths.</summary>
internal static class NameTargets
{
    /// <summary>Bytes of 255, less a character of four that did not fit and the beginning of an escape; a char has three at most.</summary>
    private const int ShortestCut = 248;

    private const string Folder = "/folder/of/downloads";

    private static readonly System.Buffers.SearchValues<char> s_refusedByWindows = System.Buffers.SearchValues.Create("<>:\"\\|?*");

    private static readonly string[] s_words = ["../", "/..", "..%2F", "/", "//", "%2e", "CON", "nul.txt", "COM1", "a.", "a ", "C:", "\\", "\0", "%2F", "%00", "e\u0301"];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("path-unix", key => Path(key, windows: false), "a/b.txt", "../a", "a//b", "/a/", "a/./..", "100%25") with { Words = s_words },
        FuzzTarget.OfText("path-windows", key => Path(key, windows: true), "a/b.txt", "CON/aux.txt", "a:b", "a./b ", "a\\..\\b", "C:/x") with { Words = s_words },
        FuzzTarget.OfText("name-key", Key, "a", "e\u0301", "\uFFFE\u0301", "a\u0000b"),
    ];

    private static void Path(string key, bool windows)
    {
        if (Expect.Read<R2Exception, string>(() => NameRules.Key(key)) is null)
        {
            return;
        }

        if (Expect.Read<R2Exception, string>(() => KeyPath.ToPath(key, sanitize: false, windows)) is { } plain)
        {
            Expect.Equal(key, plain, "a path that was not escaped");
            Below(plain, windows);
        }

        if (Expect.Read<R2Exception, string>(() => KeyPath.ToPath(key, sanitize: true, windows)) is { } path)
        {
            Below(path, windows);
            string other = KeyPath.EscapeMore(path);
            Below(other, windows);

            // What is too long for a name is cut, and does not come back.
            if (LongestName(other) < ShortestCut / 3)
            {
                Expect.Equal(key, KeyPath.FromPath(path), "a key that became a path and came back");
                Expect.Equal(key, KeyPath.FromPath(other), "a key that became another path and came back");
            }
        }
    }

    private static int LongestName(string path)
    {
        int longest = 0;
        int length = 0;
        foreach (char c in path)
        {
            length = c == '/' ? 0 : length + 1;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private static void Below(string path, bool windows)
    {
        foreach (string segment in path.Split('/'))
        {
            Expect.That(segment.Length > 0 && segment is not ("." or ".."), "every segment is a name");
            Expect.That(!segment.Contains('\0', StringComparison.Ordinal), "no NUL");
            Expect.That(Encoding.UTF8.GetByteCount(segment) <= 255, "no segment is longer than file systems take");
            Expect.That(!windows || (!segment.AsSpan().ContainsAny(s_refusedByWindows) && segment.All(static c => c >= ' ') && segment[^1] is not ('.' or ' ')), $"Windows takes '{segment}'");
        }

        if (!OperatingSystem.IsWindows())
        {
            string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, path));
            Expect.Equal($"{Folder}/{path}", full, "a path below its folder");
        }
    }

    private static void Key(string key)
    {
        if (Expect.Read<R2Exception, string>(() => NameRules.Key(key)) is { } valid)
        {
            string identity = NameRules.Identity(valid);
            Expect.Equal(identity, NameRules.Identity(identity), "identity of an identity");
        }
    }
}
