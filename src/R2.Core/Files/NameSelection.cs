using System.Text;
using System.Text.RegularExpressions;
using R2.Rules;

namespace R2.Files;

/// <summary>
/// Which names of a tree are meant, by patterns for what is included and what is not. Their order does not matter, and what is excluded stays so whatever includes it.
/// The patterns are those of .gitignore: without a slash one means a name at any depth, with one a path from the root; what matches a folder matches all that is in it.
/// <c>*</c>, <c>?</c> and <c>[…]</c> are of one name, <c>**</c> of any number of folders; case counts, as it does in keys.
/// </summary>
internal sealed class NameSelection
{
    private readonly Regex? _include;
    private readonly Regex? _exclude;

    /// <param name="include">Patterns for what is meant; none means everything.</param>
    /// <param name="exclude">Patterns for what is not.</param>
    /// <param name="rules">What separates folders in a pattern; null for those of this machine.</param>
    /// <exception cref="R2Exception">A pattern has no end, or says nothing.</exception>
    public NameSelection(IReadOnlyCollection<string> include, IReadOnlyCollection<string> exclude, PathRules? rules = null)
    {
        (_include, _exclude) = (Compile(include, rules ?? PathRules.Here), Compile(exclude, rules ?? PathRules.Here));
    }

    /// <summary>Everything.</summary>
    public static NameSelection All { get; } = new([], []);

    /// <summary>Whether everything is meant.</summary>
    public bool IsAll => _include is null && _exclude is null;

    /// <summary>Whether a file or an object is meant.</summary>
    /// <param name="name">Its path below the root, with <c>/</c> between folders.</param>
    public bool Contains(string name)
    {
        if (IsAll)
        {
            return true;
        }

        name = Comparable(name);
        return _include?.IsMatch(name) != false && _exclude?.IsMatch(name) != true;
    }

    /// <summary>Whether anything in a folder may be meant; where not, nobody need look into it.</summary>
    /// <param name="folder">Its path below the root, with or without a slash at its end.</param>
    public bool MayEnter(string folder) => _exclude is null || !_exclude.IsMatch(Comparable(folder.EndsWith('/') ? folder : folder + "/"));

    private static Regex? Compile(IReadOnlyCollection<string> patterns, PathRules rules)
    {
        if (patterns.Count == 0)
        {
            return null;
        }

        // What matches a folder matches what is in it. Without backtracking, no pattern takes longer than the name is.
        string any = string.Join('|', patterns.Select(pattern => ToExpression(pattern, rules)));
        try
        {
            return new Regex($@"\A(?:{any})(?:/.*)?\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException e)
        {
            throw new R2Exception(R2ErrorCodes.InvalidSetting, "The patterns are too long, or too many, to be looked for at once.", e);
        }
    }

    private static string ToExpression(string pattern, PathRules rules)
    {
        string text = Comparable(rules.AreOfWindows ? pattern.Replace('\\', '/') : pattern);
        bool ofFolders = text.Length > 1 && text.EndsWith('/');
        text = ofFolders ? text[..^1] : text;
        bool fromRoot = text.Contains('/', StringComparison.Ordinal);
        text = text.StartsWith('/') ? text[1..] : text;
        if (text.Length == 0)
        {
            throw R2Exception.OutOfRange("A pattern", pattern, "a name, a path or a wildcard");
        }

        StringBuilder expression = new(fromRoot ? "" : "(?:.*/)?");
        for (int i = 0; i < text.Length; i++)
        {
            AppendNext(expression, text, ref i, pattern);
        }

        return expression.Append(ofFolders ? "/.*" : "").ToString();
    }

    private static void AppendNext(StringBuilder expression, string text, ref int i, string pattern)
    {
        switch (text[i])
        {
            case '*' when At(text, i + 1) == '*':
                bool folders = (i == 0 || text[i - 1] == '/') && At(text, i + 2) == '/';
                expression.Append(folders ? "(?:.*/)?" : ".*");
                i += folders ? 2 : 1;
                break;
            case '*':
                expression.Append("[^/]*");
                break;
            case '?':
                // One character, of which some are pairs.
                expression.Append(@"[^/][\uDC00-\uDFFF]?");
                break;
            case '[':
                i = AppendSet(expression, text, i, pattern);
                break;
            case '`' when i + 1 < text.Length:
                i++;
                goto default;
            default:
                expression.Append(Regex.Escape(text[i].ToString()));
                break;
        }
    }

    /// <summary>One of some characters, or with ! or ^ in front none of them.</summary>
    private static int AppendSet(StringBuilder expression, string text, int start, string pattern)
    {
        int i = start + 1;
        bool not = At(text, i) is '!' or '^';
        i += not ? 1 : 0;
        StringBuilder set = new(not ? "[^/" : "[");
        for (int first = i; i < text.Length && (text[i] != ']' || i == first); i++)
        {
            bool literal = text[i] == '`' && i + 1 < text.Length;
            i += literal ? 1 : 0;
            bool range = !literal && text[i] == '-' && i > first && At(text, i + 1) is not (']' or '\0');
            set.Append(range ? "-" : Escaped(text[i]));
        }

        if (i >= text.Length)
        {
            throw R2Exception.OutOfRange("A pattern", pattern, "closed by a ] behind each [ (or have a ` before one that stands for itself)");
        }

        try
        {
            expression.Append(new Regex(set.Append(']').ToString(), RegexOptions.NonBacktracking).ToString());
        }
        catch (ArgumentException)
        {
            throw R2Exception.OutOfRange("A pattern", pattern, "in order within its [ ]: the smaller end of a range comes first");
        }

        return i;
    }

    private static string Escaped(char character) => character is '[' or ']' or '\\' or '^' or '-' ? "\\" + character : character.ToString();

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    /// <summary>Keys whose NFC forms are equal are one at R2, however a disk or a keyboard writes them. A name of Windows need not be valid Unicode, and has no such form then.</summary>
    private static string Comparable(string text)
    {
        try
        {
            return Ascii.IsValid(text) ? text : NameRules.Identity(text);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
