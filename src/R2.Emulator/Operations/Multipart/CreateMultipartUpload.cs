using System.Security.Cryptography;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Multipart;

/// <summary>CreateMultipartUpload, which states everything of the object except its bytes.</summary>
internal static class CreateMultipartUpload
{
    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        S3Request request = context.Request;
        (string? algorithm, string? type) = Checksum(request);
        ObjectAttributes attributes = AttributeHeaders.Read(context);
        Bucket bucket = context.BucketOrNew;
        MultipartUpload upload = new MultipartUpload
        {
            Id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)).Replace('+', '-').Replace('/', '_'),
            Key = context.Key,
            Initiated = request.Now,
            Attributes = attributes,
            ChecksumAlgorithm = algorithm,
            ChecksumType = type,
        };
        bucket.Add(upload);
        HttpReply reply = HttpReply.Xml(XmlText.Document("InitiateMultipartUploadResult", xml => xml
            .Element("UploadId", upload.Id)
            .Element("Bucket", bucket.Name)
            .Element("Key", upload.Key)));
        CustomerKey.Echo(attributes.CustomerKeyMd5, reply);
        return Task.FromResult(reply.With("x-amz-checksum-algorithm", algorithm).With("x-amz-checksum-type", type));
    }

    /// <summary>R2 supports one type for each algorithm and refuses the other: https://developers.cloudflare.com/r2/api/s3/api/#checksum-types</summary>
    private static (string? Algorithm, string? Type) Checksum(S3Request request)
    {
        string? algorithm = request.Header("x-amz-checksum-algorithm")?.ToUpperInvariant();
        string? type = request.Header("x-amz-checksum-type")?.ToUpperInvariant();
        if (algorithm is null)
        {
            return type is null
                ? (null, null)
                : throw S3Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        if (!ChecksumAlgorithms.All.Contains(algorithm))
        {
            throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
        }

        string only = ChecksumAlgorithms.TypeOf(algorithm);
        return type is null || type == only ? (algorithm, only) : throw S3Errors.HeaderNotImplemented("x-amz-checksum-type", type);
    }
}
