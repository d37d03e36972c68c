using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace R2.Diagnostics.Tracing;

/// <summary>Headers and targets as people may see them: what is secret is left out.</summary>
internal static partial class HeaderText
{
    private const string Hidden = "(hidden)";

    public static IReadOnlyList<string> Of(HttpHeaders headers, HttpContentHeaders? content) =>
        [.. headers.NonValidated.Concat(content?.NonValidated ?? default).Select(static header => $"{header.Key}: {(IsSecret(header.Key) ? Hidden : PrintableText.Of(header.Value.ToString()))}")];

    /// <summary>
    /// What authenticates, session tokens, customers' keys (their MD5 may be seen: the server tells it to everybody who reads the object), and cookies.
    /// </summary>
    public static bool IsSecret(string header) =>
        header.Contains("authorization", StringComparison.OrdinalIgnoreCase)
        || header.Contains("token", StringComparison.OrdinalIgnoreCase)
        || header.Contains("cookie", StringComparison.OrdinalIgnoreCase)
        || (header.EndsWith("-customer-key", StringComparison.OrdinalIgnoreCase));

    public static string WithoutSecrets(Uri target) => SecretParameters().Replace(target.AbsoluteUri, "$1=" + Hidden);

    /// <summary>What a presigned URL is worth something by.</summary>
    [GeneratedRegex("(?<=[?&])(X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential)=[^&]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretParameters();
}
