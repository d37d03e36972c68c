using System.Text.RegularExpressions;

namespace R2.Rules;

/// <summary>
/// What people paste for an endpoint: an address with the bucket in it, a page of the dashboard, a public address, a host alone. Each is refused with the address to use,
/// since a request to it would go to another bucket, or to no S3 API at all. No refusal shows what may be a secret: only hosts, ports and paths.
/// </summary>
internal static partial class EndpointAddress
{
    private const string Form = "https://ACCOUNT.r2.cloudflarestorage.com, with the 32 hexadecimal digits of the account's id";

    private static readonly char[] s_quotes = [' ', '\t', '\r', '\n', '"', '\'', '`', '<', '>', '\u2018', '\u2019', '\u201C', '\u201D', '\u201E'];

    /// <summary>Why an address is no endpoint, and which is; null where it may be one.</summary>
    public static string? Refusal(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            return WithoutScheme(address.OriginalString.Trim(s_quotes));
        }

        string host = address.IdnHost.ToLowerInvariant().TrimEnd('.');
        string? known = host == "cloudflarestorage.com" || host.EndsWith(".cloudflarestorage.com", StringComparison.Ordinal) ? OfR2(address, host)
            : host is "cloudflare.com" || host.EndsWith(".cloudflare.com", StringComparison.Ordinal) ? OfDashboard(address)
            : host == "r2.dev" || host.EndsWith(".r2.dev", StringComparison.Ordinal) ? $"The endpoint '{host}' is a public address, where objects can be read without a key and nothing else; use {Form}."
            : null;
        return known ?? (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0
            ? $"The endpoint on host '{address.Host}' has {Extra(address)}; use {address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}. Keys are given apart from it (Credential)."
            : null);
    }

    public static bool IsR2(Uri endpoint) => endpoint.IdnHost.EndsWith(".r2.cloudflarestorage.com", StringComparison.OrdinalIgnoreCase);

    private static string Extra(Uri address) => address.UserInfo.Length > 0 ? "a user name" : address.Query.Length > 0 ? "a query" : "a fragment";

    /// <summary>A host alone is shown with the scheme; anything else may hold a secret.</summary>
    private static string WithoutScheme(string text) => text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out Uri? unquoted) && unquoted.Scheme is "http" or "https"
        ? $"The endpoint has quotes around it. {Refusal(unquoted) ?? $"Use {unquoted.GetLeftPart(UriPartial.Path)}."}"
        : HostAlone().IsMatch(text) && Uri.TryCreate("https://" + text, UriKind.Absolute, out Uri? address)
            ? Refusal(address) ?? $"The endpoint '{text}' has no scheme; use https://{text}, or http://{text} for a server on this machine."
            : $"The endpoint is no absolute http or https address; use {Form}.";

    /// <summary>As the dashboard shows it, with the bucket, each request would go to that bucket, and take its own bucket for the beginning of a key.</summary>
    private static string? OfR2(Uri address, string host)
    {
        Match parts = R2Host().Match(host);
        if (!parts.Success)
        {
            return $"The endpoint '{host}' has no account id in it; use {Form}.";
        }

        bool inHost = parts.Groups["bucket"].Success;
        string bucket = inHost ? parts.Groups["bucket"].Value : address.AbsolutePath.Trim('/').Split('/')[0];
        bool isPlain = bucket.Length == 0 && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0 && address.IsDefaultPort && !address.IdnHost.EndsWith('.');
        string jurisdiction = parts.Groups["jurisdiction"].Value;
        return isPlain ? null
            : bucket.Length == 0 ? $"The endpoint on host '{host}' has more than a host; use https://{parts.Groups["account"].Value}{jurisdiction}.r2.cloudflarestorage.com."
            : $"The endpoint has a bucket in its {(inHost ? "host" : "path")}; use https://{parts.Groups["account"].Value}{jurisdiction}.r2.cloudflarestorage.com, and name the bucket apart from it (BucketName '{bucket}').";
    }

    /// <summary>https://dash.cloudflare.com/ACCOUNT/r2/JURISDICTION/buckets/BUCKET, and Cloudflare's own API.</summary>
    private static string OfDashboard(Uri address)
    {
        string[] path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string? account = Array.Find(path, EndpointRules.IsAccountId)?.ToLowerInvariant();
        int at = Array.IndexOf(path, "buckets");
        string jurisdiction = at > 0 && path[at - 1] is "eu" or "us" or "fedramp" or "fedramp-high" ? $".{path[at - 1]}" : "";
        string use = account is null ? Form : $"https://{account}{jurisdiction}.r2.cloudflarestorage.com";
        return $"The endpoint on host '{address.Host}' is a page or an API of Cloudflare, not R2's S3 API; use {use}.";
    }

    [GeneratedRegex(@"^(?:(?<bucket>.+)\.)?(?<account>[0-9a-f]{32})(?<jurisdiction>\.[a-z][a-z-]*)?\.r2\.cloudflarestorage\.com$", RegexOptions.CultureInvariant)]
    private static partial Regex R2Host();

    /// <summary>A word without a dot may be anything, and so may one that does not end as a host: a key, a token.</summary>
    [GeneratedRegex(@"^(?:localhost|(?:[A-Za-z0-9-]{1,63}\.)+(?:[A-Za-z]{2,24}|\d{1,3}))(?::\d{1,5})?(?:/[A-Za-z0-9._~/-]{0,255})?$", RegexOptions.CultureInvariant)]
    private static partial Regex HostAlone();
}
