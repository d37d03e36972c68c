using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using R2.Signing;

namespace R2.Benchmarks.Support;

/// <summary>A comparison is fair where both sides compute the same: their signatures of a request must be equal.</summary>
internal static class SameSignature
{
    private static readonly DateTime s_now = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    public static void Check(HttpRequestMessage request, DefaultRequest awsRequest)
    {
        new RequestSigner(Sample.Region).Sign(request, Sample.Credential, s_now);
        awsRequest.SignedAt = s_now;
        string theirs = new AWS4Signer().SignRequest(awsRequest, AwsRequest.Config, null, Sample.AccessKeyId, Sample.Secret, s_now).Signature;
        string ours = request.Headers.NonValidated["Authorization"].ToString();
        if (!ours.EndsWith("Signature=" + theirs, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The signatures differ, so the sides do not sign the same:\n{ours}\n{theirs}\n{RequestSigner.CanonicalRequestOf(request)}");
        }
    }
}
