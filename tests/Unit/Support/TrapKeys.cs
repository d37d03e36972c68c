namespace R2.Unit.Support;

/// <summary>Keys that clients get wrong: see "The .NET trap" in the project's notes on R2, and docs/architecture.md.</summary>
public static class TrapKeys
{
    public static TheoryData<string> All { get; } =
    [
        "..", ".", "a/../b", "a/./b", "../../etc/passwd", "/leading", "//double//slashes//", "trailing/", "a b", " ", " leading and trailing ", "a+b", "100%",
        "a%2Fb", "%2e%2e/x", "a?b", "a#b", "a&b=c", "a=b", "a\\b", "a:b", "~a", "\"a\"", "'a'", "<a>&amp;", "a\u0001b", "a\tb", "a\nb", "a\rb", "a\u007fb",
        "u\u0308.txt", "\u00fc.txt", "emoji \ud83d\ude00.bin", "日本語/キー", "a;b", "a,b", "a|b", "a*b", "(a)[b]{c}", "$a@b!^`", "\u00a0", "\ufeff", new string('k', 1024),
        string.Concat(Enumerable.Repeat("é", 512)),
    ];
}
