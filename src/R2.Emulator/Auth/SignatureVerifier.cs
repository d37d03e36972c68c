using System.Security.Cryptography;
using System.Text;
using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Auth;

/// <summary>Verifies a request by its Authorization header or its presigned query.</summary>
internal sealed class SignatureVerifier
{
    private readonly CredentialStore _credentials;

    public SignatureVerifier(CredentialStore credentials)
    {
        _credentials = credentials;
    }

    /// <summary>Verifies a signature; returns the signer and the signed payload hash.</summary>
    public Identity Verify(S3Request request)
    {
        string? authorization = request.Header("Authorization");
        if (authorization is null && !request.Query.Has("X-Amz-Credential"))
        {
            throw Anonymous(request);
        }

        SignatureClaim claim = authorization is not null ? HeaderClaim.Read(request, authorization) : PresignedClaim.Read(request);
        string? token = request.Header("x-amz-security-token") ?? request.Query["X-Amz-Security-Token"];
        EmulatorCredential credential = _credentials.Find(claim.Scope.AccessKeyId, token, request);
        if (claim.IsPresigned)
        {
            PresignedClaim.CheckExpiry(request);
        }

        if (!claim.SignedHeaders.Contains("host"))
        {
            throw S3Errors.Unauthorized();
        }

        Compare(request, claim, credential);
        return new Identity(credential, claim.PayloadHash);
    }

    private static void Compare(S3Request request, SignatureClaim claim, EmulatorCredential credential)
    {
        string canonicalRequest = CanonicalRequest.Build(request, claim);
        string stringToSign = SignatureCalculator.StringToSign(canonicalRequest, claim);
        string signature = SignatureCalculator.Sign(stringToSign, claim.Scope, credential.SecretAccessKey);
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(claim.Signature)))
        {
            return;
        }

        throw new S3Exception(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your secret access key and signing method.",
            ("StringToSign", stringToSign),
            ("StringToSignBytes", Dump(stringToSign)),
            ("CanonicalRequest", canonicalRequest),
            ("CanonicalRequestBytes", Dump(canonicalRequest)),
            ("SignatureProvided", claim.Signature));
    }

    private static string Dump(string text) =>
        string.Join(' ', Encoding.Latin1.GetBytes(text).Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    private static S3Exception Anonymous(S3Request request)
    {
        // R2 treats an unsigned POST to a bucket as a browser's form upload; the doubled words are in its message, too.
        bool isForm = request.Method == "POST" && request.Bucket is not null && request.RawKey is null && !request.Query.Has("delete");
        return isForm
            ? S3Errors.NotImplemented("Presigned post requests are not yet implemented")
            : S3Errors.InvalidArgument("Authorization");
    }
}
