using System.Globalization;
using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Auth;

/// <summary>Reads a presigned URL, with R2's checks in R2's order (https://developers.cloudflare.com/r2/api/s3/presigned-urls/).</summary>
internal static class PresignedClaim
{
    private const int LongestSeconds = 604_800;

    private static readonly string[] s_required =
        ["X-Amz-Algorithm", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"];

    public static SignatureClaim Read(S3Request request)
    {
        QueryList query = request.Query;
        RequireParameters(query);
        string amzDate = query["X-Amz-Date"]!;
        _ = AmzDate.Parse(amzDate)
            ?? throw S3Errors.InvalidArgument($"Date provided in X-Amz-Date ({amzDate}) didn't parse successfully");
        return new SignatureClaim
        {
            Scope = CredentialScope.Parse(query["X-Amz-Credential"]!, amzDate),
            SignedHeaders = query["X-Amz-SignedHeaders"]!.ToLowerInvariant().Split(';'),
            Signature = query["X-Amz-Signature"]!,
            AmzDate = amzDate,
            PayloadHash = "UNSIGNED-PAYLOAD",
            IsPresigned = true,
        };
    }

    /// <summary>Checked after the access key: an unknown key is reported first.</summary>
    public static void CheckExpiry(S3Request request)
    {
        DateTimeOffset date = AmzDate.Parse(request.Query["X-Amz-Date"]!)!.Value;
        CheckExpiry(request.Now, date, request.Query["X-Amz-Expires"]!);
    }

    private static void RequireParameters(QueryList query)
    {
        List<string> missing = s_required.Where(name => !query.Has(name)).ToList();
        if (missing.Count > 0)
        {
            // The two spaces after the comma are in R2's message, too.
            string plural = missing.Count > 1 ? "s" : string.Empty;
            throw S3Errors.InvalidArgument($"Required search parameter{plural} {string.Join(",  ", missing)} missing");
        }

        if (query["X-Amz-Algorithm"] != SignatureCalculator.Algorithm)
        {
            throw S3Errors.InvalidRequest($"Please use {SignatureCalculator.Algorithm}");
        }
    }

    private static void CheckExpiry(DateTimeOffset now, DateTimeOffset date, string expires)
    {
        if (!double.TryParse(expires, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) || double.IsNaN(seconds))
        {
            throw S3Errors.InvalidArgument("X-Amz-Expires should be a number");
        }

        if (seconds > LongestSeconds)
        {
            throw S3Errors.InvalidArgument(
                $"X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than {LongestSeconds} seconds");
        }

        if (seconds < 1 || now > date.AddSeconds(seconds))
        {
            throw new S3Exception(403, "ExpiredRequest", "Request has expired");
        }
    }
}
