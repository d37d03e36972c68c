using System.Buffers.Binary;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations.Multipart;

/// <summary>UploadPart.</summary>
internal static class UploadPart
{
    public static async Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        int number = PartNumber.Parse(context.Request.Query["partNumber"]!);
        RefuseShaChecksums(context.Request);
        (Bucket? bucket, MultipartUpload? upload) = Find(context);
        long length = context.Request.RequireLength();
        if (length > context.Limits.MaximumPartSize)
        {
            throw S3Errors.EntityTooLarge();
        }

        // An existing part is removed at once, even if the new one fails: https://developers.cloudflare.com/r2/api/s3/api/
        bucket.RemovePart(upload, number);
        using ReceivedBody received = await ReceivedBody.ReceiveAsync(context, length, upload.ChecksumAlgorithm, cancellationToken).ConfigureAwait(false);
        StoredPart part = PartOf(upload, number, received.Body, received.Digests, received.Expected.Checksum, context.Request.Now);
        if (!bucket.Add(upload, part))
        {
            throw S3Errors.NoSuchUpload();
        }

        HttpReply reply = OperationContext.Empty().With("ETag", $"\"{part.ETag}\"");
        CustomerKey.Echo(upload.Attributes.CustomerKeyMd5, reply);
        ChecksumHeaders.Write(received.Expected.Checksum, reply);
        return reply;
    }

    public static (Bucket Bucket, MultipartUpload Upload) Find(OperationContext context)
    {
        Bucket bucket = context.Bucket;
        MultipartUpload upload = bucket.FindUpload(context.Key, context.Request.Query["uploadId"]!) ?? throw S3Errors.NoSuchUpload();
        RequireSameKey(CustomerKey.Read(context.Request), upload.Attributes.CustomerKeyMd5);
        return (bucket, upload);
    }

    public static StoredPart PartOf(
        MultipartUpload upload, int number, ObjectBody body, DigestResult digests, StoredChecksum? given, DateTimeOffset now)
    {
        StoredChecksum? checksum = given ?? (upload.ChecksumAlgorithm is { } algorithm
            ? new StoredChecksum(algorithm, Convert.ToBase64String(digests.Checksum!), null)
            : null);
        ulong crc64 = checksum?.Algorithm == ChecksumAlgorithms.Crc64Nvme ? BinaryPrimitives.ReadUInt64BigEndian(digests.Checksum) : 0;
        return new StoredPart(number, digests.ETag, now, checksum, body, crc64);
    }

    /// <summary>R2 responds 501 to SHA checksums of parts, as others have measured: https://github.com/Alos-no/Cloudflare.NET/pull/43</summary>
    private static void RefuseShaChecksums(S3Request request)
    {
        foreach (string? name in new[] { "x-amz-checksum-sha1", "x-amz-checksum-sha256" })
        {
            if (request.Header(name) is { } value)
            {
                throw S3Errors.HeaderNotImplemented(name, value);
            }
        }
    }

    private static void RequireSameKey(CustomerKey? given, string? stored)
    {
        if (stored is not null && given is null)
        {
            throw S3Errors.InvalidRequest(
                "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.");
        }

        if (given?.Md5 != stored)
        {
            throw S3Errors.InvalidRequest("The provided encryption parameters did not match the ones used originally.");
        }
    }
}
