namespace R2.Unit.Support;

/// <summary>Keys that clients get wrong, as plain strings: the conformance checks, which know no xunit, share this file.</summary>
public static class TrapKeyList
{
    public static IReadOnlyList<string> All { get; } =
    [
        "..", ".", "a/../b", "a/./b", "../../etc/passwd", "/leading", "//double//slashes//", "trailing/", "a b", " ", " leading and trailing ", "a+b", "100%",
        "a%2Fb", "%2e%2e/x", "a?b", "a#b", "a&b=c", "a=b", "a\\b", "a:b", "~a", "\"a\"", "'a'", "<a>&amp;", "a\u0001b", "a\tb", "a\nb", "a\rb", "a\u007fb",
        "u\u0308.txt", "\u00fc.txt", "emoji \ud83d\ude00.bin", "日本語/キー", "a;b", "a,b", "a|b", "a*b", "(a)[b]{c}", "$a@b!^`", "\u00a0", "\ufeff", new string('k', 1024),
        string.Concat(Enumerable.Repeat("é", 512)),
    ];
}
