using System.Buffers;
using System.Text;

namespace R2.Cmdlets.Drive.Paths;

/// <summary>
/// Keys as parts of the engine's paths. PowerShell folds slashes, follows dots and takes a backslash for a slash: what it would spoil is written with a mark before it, a noncharacter
/// that Unicode keeps for use within programs and that no key has. Such a path survives the engine, and means the key again.
/// </summary>
internal static class KeyText
{
    public const char Mark = '\uFDD0';

    private const char Backslash = '＼';
    private const char Colon = '：';

    private const char Nothing = '∅';

    /// <summary>Behind the name of a folder that has an object's name beside it: both are children of one parent, which wants two names.</summary>
    private const char Folder = '∕';

    /// <summary>What stands at the end of such a name in place of a slash.</summary>
    public static string FolderMark { get; } = $"{Mark}{Folder}";

    private static readonly SearchValues<char> s_spoilt = SearchValues.Create(['\\', Mark]);

    /// <summary>A key, or a prefix, as a path below the root of a drive. A slash at the end of a prefix stays one; that of a key is part of its name.</summary>
    public static string Encode(string key, bool isPrefix)
    {
        if (key.Length == 0)
        {
            return "";
        }

        string text = isPrefix && key.EndsWith('/') ? key[..^1] : key;
        string path = string.Join('/', text.Split('/').Select(EncodeName));
        return isPrefix && key.EndsWith('/') ? path + "/" : path;
    }

    /// <summary>The name of one child; a folder's may have to differ from that of an object.</summary>
    public static string EncodeName(string name, bool isFolderBesideObject) => isFolderBesideObject ? EncodeName(name) + FolderMark : EncodeName(name);

    /// <summary>What a person typed, of which the engine's own meaning of dots is kept unless it is literal.</summary>
    /// <param name="text">Text.</param>
    /// <param name="literal">Whether a backslash and dots stand for themselves.</param>
    public static string EncodeTyped(string text, bool literal)
    {
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            // What the engine itself puts at the end of a path on Windows is no part of a name.
            string body = literal && OperatingSystem.IsWindows() && text.EndsWith('\\') ? text[..^1] + "/" : text;
            text = literal ? body.Replace("\\", $"{Mark}{Backslash}", StringComparison.Ordinal) : text.Replace('\\', '/');
        }

        if (!text.Contains("//", StringComparison.Ordinal) && !text.StartsWith('/') && !(literal && text.Contains('.', StringComparison.Ordinal)))
        {
            return text;
        }

        string[] names = text.Split('/');
        for (int i = 0; i < names.Length; i++)
        {
            if ((names[i].Length == 0 && i < names.Length - 1) || (literal && names[i] is "." or ".."))
            {
                names[i] = EncodeName(names[i]);
            }
        }

        return string.Join('/', names);
    }

    /// <summary>The colon behind a first name that is also the drive's: the engine would cut it off.</summary>
    public static string EncodeColon(string text, int index) => string.Concat(text.AsSpan(0, index), $"{Mark}{Colon}", text.AsSpan(index + 1));

    /// <summary>The key, or the prefix, that a path below the root of a drive names.</summary>
    /// <param name="path">Path.</param>
    /// <param name="isFolder">Whether it names a folder as such.</param>
    public static string Decode(string path, out bool isFolder)
    {
        string text = path.Replace('\\', '/');
        isFolder = text.EndsWith('/');
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder key = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != Mark)
            {
                key.Append(text[i]);
            }
            else if (++i < text.Length && text[i] != Nothing)
            {
                isFolder |= text[i] == Folder && i == text.Length - 1;
                key.Append(text[i] switch { Backslash => '\\', Colon => ':', Folder => '/', char other => other });
            }
        }

        return key.ToString();
    }

    private static string EncodeName(string name)
    {
        if (name is "" or "." or "..")
        {
            return name.Length == 0 ? $"{Mark}{Nothing}" : Mark + name;
        }

        if (!name.AsSpan().ContainsAny(s_spoilt))
        {
            return name;
        }

        StringBuilder text = new(name.Length + 4);
        foreach (char c in name)
        {
            _ = c switch
            {
                '\\' => text.Append(Mark).Append(Backslash),
                Mark => text.Append(Mark).Append(Mark),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
