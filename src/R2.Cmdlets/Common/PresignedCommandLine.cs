using System.Text;
using R2.Models;

namespace R2.Cmdlets.Common;

/// <summary>
/// Lines that send a presigned request, ready to be pasted: for a POSIX shell, and for PowerShell. They hold the URL, and so are as secret as it is.
/// Used by <c>R2.Types.ps1xml</c>.
/// </summary>
public static class PresignedCommandLine
{
    /// <summary>For bash and other POSIX shells.</summary>
    public static string Curl(R2PresignedUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        StringBuilder line = new("curl --fail --silent --show-error");

        // Otherwise curl makes /b/b of /b/a/../b, and the signature no longer fits.
        line.Append(HasDotSegments(url) ? " --path-as-is" : "");
        foreach ((string name, string value) in url.SignedHeaders)
        {
            line.Append(" --header ").Append(ShellQuote($"{name}: {value}"));
        }

        line.Append(url.Method switch
        {
            "GET" => " --output " + ShellQuote(FileName(url)),
            "PUT" => " --upload-file " + ShellQuote(FileName(url)),
            "HEAD" => " --head",
            _ => " --request " + url.Method,
        });
        return line.Append(' ').Append(ShellQuote(url.Url)).ToString();
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
            "PUT" => " -InFile " + Quote(FileName(url)),
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

    /// <summary>The key's last piece, with what file names cannot hold replaced.</summary>
    private static string FileName(R2PresignedUrl url)
    {
        string name = url.Key[(url.Key.LastIndexOf('/') + 1)..];
        string safe = string.Concat(name.Select(static c => c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) ? '_' : c));
        return "./" + (safe.Trim('.', ' ').Length == 0 ? "object" : safe);
    }

    private static bool HasDotSegments(R2PresignedUrl url)
    {
        string path = url.Url.Split('?', 2)[0];
        return path.Split('/').Any(static segment => segment is "." or "..");
    }

    private static string ShellQuote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // PowerShell takes the curly ones for quotes as well; any of them stands for itself when it is doubled.
    private static string Quote(string text) =>
        $"'{string.Concat(text.Select(static c => c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{c}{c}" : $"{c}"))}'";
}
