using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace R2.Transfer.Paths;

/// <summary>
/// Turns keys into relative paths that stay below their folder and that the file system takes, and back. Escapes are <c>%XX</c> of UTF-8,
/// as in a URL, and used only where needed: a key that is a good path is its own path. Only what is too long for a name is cut, and does not come back.
/// </summary>
internal static class KeyPath
{
    private const int MaxSegmentBytes = 255;

    /// <summary>What Unix takes in a name, in one byte, but for the percent sign, which may begin an escape; and the slash between names.</summary>
    private static readonly SearchValues<char> s_plain = SearchValues.Create([.. Enumerable.Range(1, 127).Select(static c => (char)c).Where(static c => c != '%')]);

    /// <summary>https://learn.microsoft.com/windows/win32/fileio/naming-a-file</summary>
    private static readonly SearchValues<char> s_refusedByWindows = SearchValues.Create([.. "<>:\"\\|?*", .. Enumerable.Range(0, 32).Select(c => (char)c)]);

    private static readonly HashSet<string> s_devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. from d in "123456789¹²³" from p in new[] { "COM", "LPT" } select p + d], StringComparer.OrdinalIgnoreCase);

    /// <summary>Path of a key, with slashes between its segments.</summary>
    /// <param name="key">Key.</param>
    /// <param name="sanitize">Escapes what cannot be in a path; otherwise it is refused.</param>
    /// <param name="windows">Whether Windows' rules hold.</param>
    /// <exception cref="R2Exception">The key cannot be a path.</exception>
    public static string ToPath(string key, bool sanitize, bool windows) => !windows && IsPlain(key) ? key : ToPathOfSegments(key, sanitize, windows);

    /// <summary>Whether a key shows at first sight that it is its own path, as most do: it need not be taken apart.</summary>
    private static bool IsPlain(string key)
    {
        ReadOnlySpan<char> rest = key;
        bool isPlain = !rest.ContainsAnyExcept(s_plain);
        for (int end = 0; isPlain && end >= 0; rest = rest[(end + 1)..])
        {
            end = rest.IndexOf('/');
            ReadOnlySpan<char> segment = end < 0 ? rest : rest[..end];
            isPlain = segment is not ("" or "." or "..") && segment.Length <= MaxSegmentBytes;
        }

        return isPlain;
    }

    private static string ToPathOfSegments(string key, bool sanitize, bool windows)
    {
        StringBuilder path = new(key.Length);
        int carried = 0;
        string[] segments = key.Split('/');
        int last = Array.FindLastIndex(segments, static segment => segment.Length > 0);
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i].Length == 0)
            {
                Refuse(key, "it has an empty segment (two slashes together, or one at an end)", sanitize);
                carried++;
                continue;
            }

            // Slashes at the end belong to the name before them.
            string segment = Slashes(carried) + Segment(key, segments[i], sanitize, windows) + (i == last ? Slashes(segments.Length - 1 - i) : "");
            carried = 0;
            path.Append(path.Length > 0 ? "/" : "").Append(sanitize ? Fitting(segment) : Checked(key, segment));
        }

        return last < 0 ? Fitting(Slashes(key.Length)) : path.ToString();
    }

    /// <summary>The key that <see cref="ToPath"/> made a path of.</summary>
    public static string FromPath(string path) => Uri.UnescapeDataString(path);

    /// <summary>Another path for the same key, for where one is taken by a key that differs only by case or by Unicode form.</summary>
    public static string EscapeMore(string path)
    {
        int name = path.LastIndexOf('/') + 1;
        while (IsEscape(path, name))
        {
            name += 3;
        }

        if (name >= path.Length)
        {
            return path;
        }

        int length = char.IsHighSurrogate(path[name]) ? 2 : 1;
        int start = path.LastIndexOf('/') + 1;
        return path[..start] + Fitting(string.Concat(path.AsSpan(start, name - start), Escape(path.AsSpan(name, length)), path.AsSpan(name + length)));
    }

    private static string Slashes(int count) => string.Concat(Enumerable.Repeat("%2F", count));

    private static string Segment(string key, string segment, bool sanitize, bool windows)
    {
        if (segment is "." or "..")
        {
            Refuse(key, $"its segment '{segment}' would lead elsewhere", sanitize);
            return segment.Replace(".", "%2E", StringComparison.Ordinal);
        }

        StringBuilder escaped = new(segment.Length);
        for (int i = 0; i < segment.Length; i++)
        {
            char c = segment[i];
            bool atEnd = i == segment.Length - 1;
            bool refused = c == '\0' || (windows && (s_refusedByWindows.Contains(c) || (atEnd && (c is '.' or ' '))));
            if (refused && !sanitize)
            {
                Refuse(key, $"its segment '{segment}' has the character U+{(int)c:X4} where the file system takes none", sanitize: false);
            }

            // A percent sign that looks like an escape is one itself, so that every path leads back to one key.
            bool ambiguous = sanitize && IsEscape(segment, i);
            escaped.Append(refused || ambiguous ? Escape([c]) : c);
        }

        if (windows && s_devices.Contains(segment.Split('.')[0].TrimEnd(' ')))
        {
            Refuse(key, $"its segment '{segment}' is the name of a device", sanitize);
            escaped.Remove(0, 1).Insert(0, Escape([segment[0]]));
        }

        return escaped.ToString();
    }

    private static bool IsEscape(string text, int at) =>
        at + 2 < text.Length && text[at] == '%' && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static string Checked(string key, string segment)
    {
        int bytes = Encoding.UTF8.GetByteCount(segment);
        if (bytes > MaxSegmentBytes)
        {
            Refuse(key, $"a segment has {bytes} bytes and file systems take {MaxSegmentBytes}", sanitize: false);
        }

        return segment;
    }

    /// <summary>A name that is too long is cut before its extension, and told from others that begin and end alike by its hash.</summary>
    private static string Fitting(string segment)
    {
        if (Encoding.UTF8.GetByteCount(segment) <= MaxSegmentBytes)
        {
            return segment;
        }

        string extension = Path.GetExtension(segment) is { Length: < 20 } given && given.All(static c => c == '.' || char.IsAsciiLetterOrDigit(c)) ? given : "";
        string rest = $"~{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(segment)).AsSpan(0, 8)).ToLowerInvariant()}{extension}";
        string beginning = Utf8Text.Cut(segment, MaxSegmentBytes - rest.Length);

        // Not within an escape.
        int escape = beginning.LastIndexOf('%');
        return (escape >= beginning.Length - 2 && escape > 0 ? beginning[..escape] : beginning) + rest;
    }

    private static void Refuse(string key, string why, bool sanitize)
    {
        if (!sanitize)
        {
            throw R2Exception.Invalid(R2ErrorCodes.UnsafePath, $"The key '{Shown(key)}' cannot become a path: {why}.");
        }
    }

    private static string Shown(string key) => new([.. key.Take(80).Select(c => char.IsControl(c) ? '\u2423' : c)]);

    private static string Escape(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[8];
        return string.Concat(utf8[..Encoding.UTF8.GetBytes(text, utf8)].ToArray().Select(b => $"%{b:X2}"));
    }
}
