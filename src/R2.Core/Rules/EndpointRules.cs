using System.Net;

namespace R2.Rules;

/// <summary>Which endpoint a client talks to, and whether it may.</summary>
internal static class EndpointRules
{
    private const int AccountIdLength = 32;

    public static Uri Resolve(R2ClientOptions options) => options.Endpoint is { } endpoint
        ? Check(endpoint, options.AllowInsecure)
        : FromAccount(options.AccountId, options.Jurisdiction);

    /// <summary>https://developers.cloudflare.com/r2/api/s3/api/ and https://developers.cloudflare.com/r2/reference/data-location/</summary>
    private static Uri FromAccount(string? given, R2Jurisdiction jurisdiction)
    {
        string accountId = given?.Trim() ?? "";
        if (!IsAccountId(accountId))
        {
            // The value stays out: a secret that was pasted into the wrong variable has hexadecimal digits, too.
            string length = accountId.Length == AccountIdLength ? "holds other characters than hexadecimal digits" : $"has {accountId.Length} characters";
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidSetting, $"AccountId {length}; it must be the {AccountIdLength} hexadecimal digits of a Cloudflare account id, or left out where an endpoint is given.");
        }

        string label = jurisdiction == R2Jurisdiction.Default ? "" : $".{NameOf(jurisdiction)}";
        return new Uri($"https://{accountId.ToLowerInvariant()}{label}.r2.cloudflarestorage.com");
    }

    /// <summary>A jurisdiction as hosts and headers have it.</summary>
    public static string NameOf(R2Jurisdiction jurisdiction) => jurisdiction switch
    {
        R2Jurisdiction.Default => "default",
        R2Jurisdiction.Eu => "eu",
        R2Jurisdiction.Fedramp => "fedramp",
        R2Jurisdiction.Us => "us",
        R2Jurisdiction.FedrampHigh => "fedramp-high",
        _ => throw R2Exception.OutOfRange("Jurisdiction", jurisdiction, "Default, Eu, Fedramp, FedrampHigh or Us"),
    };

    public static void CheckAddress(Uri endpoint)
    {
        if (EndpointAddress.Refusal(endpoint) is { } refusal)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, refusal);
        }
    }

    private static Uri Check(Uri endpoint, bool allowInsecure)
    {
        CheckAddress(endpoint);
        if (endpoint.Scheme == "http" && !allowInsecure && !IsThisMachine(endpoint))
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InsecureEndpoint,
                $"The endpoint '{endpoint}' is not encrypted and not on this machine: whoever is in between can read and change what is stored. Use https, or allow it with AllowInsecure.");
        }

        return new Uri(endpoint.AbsoluteUri.TrimEnd('/'));
    }

    public static bool IsAccountId(string text) => text.Length == AccountIdLength && text.All(char.IsAsciiHexDigit);

    public static bool IsThisMachine(Uri endpoint) =>
        string.Equals(endpoint.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(endpoint.IdnHost.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
