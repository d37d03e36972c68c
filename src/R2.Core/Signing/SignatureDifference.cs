using System.Text.RegularExpressions;

namespace R2.Signing;

/// <summary>
/// Where our canonical request and the server's part, in words. R2 echoes its own with SignatureDoesNotMatch; without the comparison nobody can tell a wrong secret
/// from a proxy that rewrites a header. What is secret in a canonical request, a session token or a customer's key, is hidden first.
/// </summary>
internal static partial class SignatureDifference
{
    /// <summary>Characters that are shown of either side, from a little before the first that differs.</summary>
    private const int Shown = 60;
    private const int Before = 15;

    /// <summary>Lines of a canonical request before its headers: method, path and query.</summary>
    private const int HeadLines = 3;

    /// <param name="ours">Canonical request that we signed.</param>
    /// <param name="theirs">Canonical request that the server computed of what arrived.</param>
    public static string Describe(string ours, string theirs)
    {
        string[] left = Lines(ours);
        string[] right = Lines(theirs);
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            (string mine, string its) = (left.ElementAtOrDefault(i) ?? "", right.ElementAtOrDefault(i) ?? "");
            if (mine != its)
            {
                return Differs(left, right, i, mine, its);
            }
        }

        return "The server computed the same canonical request, so it is the secret access key that is not the one of this access key id.";
    }

    /// <summary>The text without what is secret in it.</summary>
    public static string Redact(string canonicalRequest) => SecretInQuery().Replace(SecretHeader().Replace(canonicalRequest, "$1(hidden)"), "$1(hidden)");

    private static string[] Lines(string canonicalRequest) => canonicalRequest.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string Differs(string[] left, string[] right, int line, string mine, string its)
    {
        string part = PartOf(left, right, line);
        (string hiddenMine, string hiddenIts) = (Redact(mine), Redact(its));
        if (hiddenMine == hiddenIts)
        {
            return $"The canonical requests differ first in {part}, whose value is secret and not shown: something in between has changed it.";
        }

        int same = hiddenMine.AsSpan().CommonPrefixLength(hiddenIts);
        int from = Math.Max(0, same - Before);
        return $"The canonical requests differ first in {part}: ours has '{Cut(hiddenMine, from)}', the server's '{Cut(hiddenIts, from)}'. Something in between has changed the request, or the server reads it otherwise.";
    }

    private static string PartOf(string[] left, string[] right, int line) => line switch
    {
        0 => "the method",
        1 => "the path",
        2 => "the query",
        _ when line == left.Length - 1 && left.Length == right.Length => "the hash of the body",
        _ when line == left.Length - 2 && left.Length == right.Length => "the names of the signed headers",
        _ => $"the header '{NameOf(left.ElementAtOrDefault(line)) ?? NameOf(right.ElementAtOrDefault(line)) ?? $"in line {line - HeadLines + 1}"}'",
    };

    private static string? NameOf(string? header) => header?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? header[..colon] : null;

    private static string Cut(string text, int from)
    {
        string piece = text.Length - from <= Shown ? text[from..] : string.Concat(text.AsSpan(from, Shown), "…");
        return (from > 0 ? "…" : "") + string.Concat(piece.Select(static c => char.IsControl(c) ? '\uFFFD' : c));
    }

    [GeneratedRegex("^((?:x-amz-security-token|x-amz-(?:copy-source-)?server-side-encryption-customer-key):)[^\n]*", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretHeader();

    [GeneratedRegex("((?:X-Amz-Security-Token|X-Amz-Signature)=)[^&\n]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretInQuery();
}
