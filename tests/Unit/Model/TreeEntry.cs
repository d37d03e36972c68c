namespace R2.Unit.Model;

/// <summary>One entry of a random tree. Numbers choose among the names that there are, so that some are near each other.</summary>
public sealed record TreeEntry(int Folder, int Name, TreeKind Kind, int Seed, int Mode)
{
    /// <summary>Names that some layer between a prompt, a shell, a URL and a file system reads in its own way; two pairs are near-equal.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "a.txt", "A.txt", "\u00e9", "e\u0301", "t.", "t ", " t", "[x]*?", "100%25+", "a;b&c=d", "$(id)`n'\"", "-Force", "~", "\u0001\u001b[31m", "\u202eright", "back\\slash", "..a", "\ud83d\ude00", "line\nbreak",
        new string('n', 255), ".hidden", "%2F", "CON", "a:b",
    ];

    public static IReadOnlyList<string> Folders { get; } = ["", "sub", "sub/d\u00e9ep [x]", "sub/de\u0301ep [x]"];

    public string Path => Folders[Folder].Length == 0 ? Names[Name] : $"{Folders[Folder]}/{Names[Name]}";

    public override string ToString() => $"{Kind} '{Path}' seed {Seed} mode {Mode}";
}
