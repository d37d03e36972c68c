using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Auth;

/// <summary>Reads the Authorization header, with R2's checks in R2's order.</summary>
internal static class HeaderClaim
{
    private static readonly TimeSpan s_largestSkew = TimeSpan.FromMinutes(15);

    public static SignatureClaim Read(S3Request request, string authorization)
    {
        string payloadHash = request.Header("x-amz-content-sha256") ?? throw S3Errors.InvalidRequest("Missing x-amz-content-sha256");
        string amzDate = CheckDate(request);
        Dictionary<string, string> fields = Fields(authorization);
        if (!fields.TryGetValue("Credential", out string? credential)
            || !fields.TryGetValue("SignedHeaders", out string? signedHeaders)
            || !fields.TryGetValue("Signature", out string? signature))
        {
            throw S3Errors.InvalidRequest($"Please use {SignatureCalculator.Algorithm}");
        }

        return new SignatureClaim
        {
            Scope = CredentialScope.Parse(credential, amzDate),
            SignedHeaders = signedHeaders.ToLowerInvariant().Split(';'),
            Signature = signature,
            AmzDate = amzDate,
            PayloadHash = payloadHash,
            IsPresigned = false,
        };
    }

    private static string CheckDate(S3Request request)
    {
        (string? text, string? source) = request.Header("x-amz-date") is { } amz ? (amz, "x-amz-date") : (request.Header("date"), "date");
        if (text is null)
        {
            throw S3Errors.InvalidArgument("No date provided in x-amz-date nor date header");
        }

        DateTimeOffset date = AmzDate.Parse(text)
            ?? throw S3Errors.InvalidArgument($"Date provided in '{source}' header ({text}) didn't parse successfully");
        if ((request.Now - date).Duration() > s_largestSkew)
        {
            throw new S3Exception(
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the server's time is too large.");
        }

        return text;
    }

    private static Dictionary<string, string> Fields(string authorization)
    {
        Dictionary<string, string> fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!authorization.StartsWith(SignatureCalculator.Algorithm + " ", StringComparison.Ordinal))
        {
            return fields;
        }

        foreach (string field in authorization[SignatureCalculator.Algorithm.Length..].Split(','))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[field[..equals].Trim()] = field[(equals + 1)..].Trim();
            }
        }

        return fields;
    }
}
