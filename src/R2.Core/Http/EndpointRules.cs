using System.Buffers;
using System.Net;

namespace R2.Http;

/// <summary>Which endpoint a client talks to, and whether it may.</summary>
internal static class EndpointRules
{
    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static Uri Resolve(R2ClientOptions options) => options.Endpoint is { } endpoint
        ? Check(endpoint, options.AllowInsecure)
        : FromAccount(options.AccountId, options.Jurisdiction);

    /// <summary>https://developers.cloudflare.com/r2/api/s3/api/ and https://developers.cloudflare.com/r2/reference/data-location/</summary>
    private static Uri FromAccount(string? accountId, R2Jurisdiction jurisdiction)
    {
        if (accountId is not { Length: 32 } || accountId.AsSpan().ContainsAnyExcept(s_hexDigits))
        {
            throw R2Exception.OutOfRange("AccountId", accountId, "the 32 hexadecimal digits of a Cloudflare account id, or give an endpoint instead");
        }

        string label = jurisdiction switch
        {
            R2Jurisdiction.Default => "",
            R2Jurisdiction.Eu => ".eu",
            R2Jurisdiction.Fedramp => ".fedramp",
            R2Jurisdiction.Us => ".us",
            _ => throw R2Exception.OutOfRange("Jurisdiction", jurisdiction, "Default, Eu, Fedramp or Us"),
        };
        return new Uri($"https://{accountId.ToLowerInvariant()}{label}.r2.cloudflarestorage.com");
    }

    private static Uri Check(Uri endpoint, bool allowInsecure)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https") || endpoint.Host.Length == 0)
        {
            throw R2Exception.OutOfRange("Endpoint", endpoint, "an absolute http or https address");
        }

        // The value stays out of this message: a query or a user name may be a secret.
        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, $"The endpoint on host '{endpoint.Host}' has a user name, a query or a fragment; allowed are host, port and path.");
        }

        // As the dashboard shows it, with the bucket: each request would go to that bucket, and take its own bucket for the beginning of a key.
        if (endpoint.AbsolutePath != "/" && endpoint.IdnHost.EndsWith(".r2.cloudflarestorage.com", StringComparison.OrdinalIgnoreCase))
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidSetting, $"Endpoint is '{endpoint}'; allowed is R2's own host without a path. A bucket is named apart from it (BucketName).");
        }

        if (endpoint.Scheme == "http" && !allowInsecure && !IsThisMachine(endpoint))
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InsecureEndpoint,
                $"The endpoint '{endpoint}' is not encrypted and not on this machine: whoever is in between can read and change what is stored. Use https, or allow it with AllowInsecure.");
        }

        return new Uri(endpoint.AbsoluteUri.TrimEnd('/'));
    }

    public static bool IsThisMachine(Uri endpoint) =>
        string.Equals(endpoint.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(endpoint.IdnHost.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
