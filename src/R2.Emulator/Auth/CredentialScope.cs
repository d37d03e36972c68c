using R2.Emulator.Errors;

namespace R2.Emulator.Auth;

/// <summary>The parts of <c>key/yyyymmdd/region/s3/aws4_request</c>.</summary>
internal sealed record CredentialScope(string AccessKeyId, string Date, string Region)
{
    public string Text => $"{Date}/{Region}/s3/aws4_request";

    /// <summary>Checks in R2's order: number of parts, service, end, then the date against the request's.</summary>
    public static CredentialScope Parse(string credential, string amzDate)
    {
        string[] parts = credential.Split('/');
        if (parts.Length < 5)
        {
            throw S3Errors.InvalidArgument($"Credential sigv4 header should have at least 5 slash-separated parts, not {parts.Length}");
        }

        if (parts[^2] != "s3")
        {
            throw S3Errors.InvalidArgument($"Credential service should be s3, not {parts[^2]}");
        }

        if (parts[^1] != "aws4_request")
        {
            throw S3Errors.InvalidArgument($"Credential termination string should be aws4_request, not {parts[^1]}");
        }

        string date = parts[^4];
        if (!amzDate.StartsWith(date, StringComparison.Ordinal))
        {
            throw S3Errors.InvalidArgument($"Credential signed date {date} does not match {amzDate[..8]} from 'x-amz-date' header");
        }

        // Further slashes belong to the access key id.
        return new CredentialScope(string.Join('/', parts[..^4]), date, parts[^3]);
    }
}
