using System.Globalization;
using R2.Models;
using R2.Requests;
using R2.Rules;
using R2.Transfer.Journals;

namespace R2.Transfer.Upload;

/// <summary>What an upload in parts is asked to be.</summary>
internal static class UploadFingerprint
{
    private const string Encryption = "x-amz-server-side-encryption-customer-";

    /// <summary>By the very request that begins it: what that sends is what the server has fixed, so that no option can be left out here.</summary>
    public static Fingerprint Of(Uri endpoint, R2UploadRequest request, PartPlan plan, R2ChecksumAlgorithm? checksum)
    {
        S3Request create = R2Client.CreateMultipartUploadRequest(request.BucketName, request.Key, CreateMultipartUploadOptions.Of(request.Options, checksum));
        Fingerprint fingerprint = new Fingerprint()
            .Add("the target", endpoint.AbsoluteUri, create.Bucket, create.Key)
            .Add("the source", request.Content.Description, Text(plan.Length), request.Content.LastWriteTime?.ToString())
            .Add("the part size", Text(plan.PartSize));
        foreach ((string name, string value) in create.Headers)
        {
            // The key's MD5, which is sent too, stands for it.
            if (name != Encryption + "key")
            {
                fingerprint.Add(KindOf(name), name, value);
            }
        }

        return fingerprint;
    }

    private static string KindOf(string header) =>
        header.StartsWith(MetadataRules.Prefix, StringComparison.Ordinal) ? "the metadata"
        : header.StartsWith(Encryption, StringComparison.Ordinal) ? "the encryption key"
        : header switch
        {
            "x-amz-storage-class" => "the storage class",
            "x-amz-checksum-algorithm" => "the checksum algorithm",
            _ => "the header " + header,
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
