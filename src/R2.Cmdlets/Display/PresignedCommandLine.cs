using System.Text;
using System.Text.RegularExpressions;
using R2.Models;

namespace R2.Cmdlets.Display;

/// <summary>
/// Lines that send a presigned request, ready to be pasted: for a POSIX shell, and for PowerShell. They hold the URL, and so are as secret as it is.
/// Used by <c>R2.Types.ps1xml</c>.
/// </summary>
public static partial class PresignedCommandLine
{
    private const int MostBytes = 255;

    /// <summary>For bash and other POSIX shells.</summary>
    public static string Curl(R2PresignedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);

        // Without --globoff curl takes [ ] { } in addresses and in the names of files for patterns.
        StringBuilder line = new("curl --fail --silent --show-error --globoff");

        // Otherwise curl makes /b/b of /b/a/../b, and the signature no longer fits.
        line.Append(HasDotSegments(url) ? " --path-as-is" : "");
        foreach ((string name, string value) in url.SignedHeaders)
        {
            line.Append(" --header ").Append(ShellQuote(string.IsNullOrWhiteSpace(value) ? $"{name};" : $"{name}: {value}"));
        }

        line.Append(url.Method switch
        {
            "GET" => " --output " + ShellQuote(FileName(url)),
            "PUT" => Upload(url),
            "HEAD" => " --head",
            _ => " --request " + url.Method,
        });
        return line.Append(' ').Append(ShellQuote(url.Url)).ToString();
    }

    /// <summary>
    /// To an address that ends in a slash, or that does without its dot segments, --upload-file adds the file's name; --data-binary does not, but holds the file in memory and
    /// adds a media type.
    /// </summary>
    private static string Upload(R2PresignedUrl url)
    {
        bool isTyped = url.SignedHeaders.Keys.Contains("content-type", StringComparer.OrdinalIgnoreCase);
        return PathOf(url).Split('/')[^1] is not ("" or "." or "..")
            ? " --upload-file " + ShellQuote(FileName(url))
            : $" --request PUT{(isTyped ? "" : " --header 'Content-Type:'")} --data-binary " + ShellQuote("@" + FileName(url));
    }

    /// <summary>For PowerShell.</summary>
    public static string InvokeWebRequest(R2PresignedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        StringBuilder line = new("Invoke-WebRequest -Method ");
        line.Append(char.ToUpperInvariant(url.Method[0])).Append(url.Method[1..].ToLowerInvariant());

        // System.Uri, too, takes dot segments out, unless it is told not to.
        line.Append(" -Uri ").Append(HasDotSegments(url)
            ? $"([uri]::new({Quote(url.Url)}, [ref][System.UriCreationOptions]@{{ DangerousDisablePathAndQueryCanonicalization = $true }}))"
            : Quote(url.Url));
        AppendHeaders(line, url.SignedHeaders);
        return line.Append(url.Method switch
        {
            "GET" => " -OutFile " + Quote(FileName(url)),
            "PUT" => " -InFile " + Quote(Unpatterned(FileName(url))),
            _ => "",
        }).ToString();
    }

    // The cmdlet has a parameter of its own for the one header that belongs to the body, and knows better than to look at values.
    private static void AppendHeaders(StringBuilder line, IReadOnlyDictionary<string, string> headers)
    {
        ILookup<bool, KeyValuePair<string, string>> ofBody = headers.ToLookup(static header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase));
        foreach ((string _, string type) in ofBody[true])
        {
            line.Append(" -ContentType ").Append(Quote(type));
        }

        if (ofBody[false].Any())
        {
            line.Append(" -SkipHeaderValidation -Headers @{ ").AppendJoin("; ", ofBody[false].Select(static header => $"{Quote(header.Key)} = {Quote(header.Value)}")).Append(" }");
        }
    }

    /// <summary>The last segment of the key, as a name that every system takes: the line may be run on another one.</summary>
    private static string FileName(R2PresignedUrl url)
    {
        string name = url.Key[(url.Key.LastIndexOf('/') + 1)..];
        string safe = string.Concat(name.Select(static c => c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) ? '_' : c)).TrimEnd('.', ' ');
        return "./" + (safe.Trim('.', ' ').Length == 0 ? "object" : Shortened(DeviceName().IsMatch(safe) ? "_" + safe : safe));
    }

    /// <summary>Names end at 255 bytes; the ending of a longer one is kept.</summary>
    private static string Shortened(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes)
        {
            return name;
        }

        string extension = Path.GetExtension(name) is { Length: <= 16 } ending ? ending : "";
        StringBuilder beginning = new();
        int left = MostBytes - Encoding.UTF8.GetByteCount(extension);
        foreach (Rune rune in name.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }

            beginning.Append(rune);
        }

        return beginning.Append(extension).ToString();
    }

    /// <summary>-InFile is a pattern, in which a backtick takes the meaning off a sign; -OutFile is none.</summary>
    private static string Unpatterned(string path) => string.Concat(path.Select(static c => c is '[' or ']' or '`' ? $"`{c}" : $"{c}"));

    private static string PathOf(R2PresignedUrl url) => url.Url.Split('?', 2)[0];

    private static bool HasDotSegments(R2PresignedUrl url) => PathOf(url).Split('/').Any(static segment => segment is "." or "..");

    private static string ShellQuote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // PowerShell takes the curly ones for quotes as well; any of them stands for itself when it is doubled.
    private static string Quote(string text) =>
        $"'{string.Concat(text.Select(static c => c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{c}{c}" : $"{c}"))}'";

    /// <summary>https://learn.microsoft.com/windows/win32/fileio/naming-a-file</summary>
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();
}
