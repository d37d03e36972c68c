using System.Globalization;

namespace R2.Rules;

/// <summary>What Cloudflare's rules of custom domains are, checked before a request is made. https://developers.cloudflare.com/r2/buckets/public-buckets/#custom-domains</summary>
internal static class DomainRules
{
    private const int MaxLength = 253;

    private static readonly string[] s_versions = ["1.0", "1.1", "1.2", "1.3"];

    /// <summary>The domain in lower case, as DNS has it.</summary>
    /// <exception cref="R2Exception">It is no host name with a dot in it.</exception>
    public static string Check(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        string name;
        try
        {
            name = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain.TrimEnd('.')).ToLowerInvariant();
        }
        catch (ArgumentException e)
        {
            throw new R2Exception(R2ErrorCodes.InvalidSetting, Refusal(domain), e);
        }

        return name.Length <= MaxLength && name.Contains('.', StringComparison.Ordinal) ? name : throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, Refusal(domain));
    }

    /// <exception cref="R2Exception">It is no version of TLS.</exception>
    public static string? Tls(string? version) => version is null || s_versions.Contains(version) ? version : throw R2Exception.OutOfRange("MinTls", version, string.Join(", ", s_versions));

    private static string Refusal(string domain) => domain.Contains("://", StringComparison.Ordinal)
        ? $"The domain '{domain}' is an address; it must be a host name alone, such as files.example.com."
        : $"The domain '{domain}' is not valid; it must be a host name such as files.example.com.";
}
