using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Metadata;
using R2.Emulator.Operations.Objects;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Multipart;

/// <summary>UploadPartCopy: the part shares the bytes of its source, which are read once for its ETag.</summary>
internal static class UploadPartCopy
{
    public static async Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        int number = PartNumber.Parse(context.Request.Query["partNumber"]!);
        using ObjectLease source = CopySource.Open(context);
        ObjectBody body = source.Object.Body;
        if (context.Request.Header("x-amz-copy-source-range") is { } header)
        {
            ByteRange range = ByteRange.ParseCopySource(header, body.Length);
            body = body.Range(range.Offset, range.Length);
        }

        if (body.Length > context.Limits.MaximumPartSize)
        {
            throw S3Errors.EntityTooLarge();
        }

        (Bucket? bucket, MultipartUpload? upload) = UploadPart.Find(context);
        bucket.RemovePart(upload, number);
        DigestResult digests = await BodyHasher.DigestAsync(body, upload.ChecksumAlgorithm, cancellationToken).ConfigureAwait(false);
        StoredPart part = UploadPart.PartOf(upload, number, body, digests, null, context.Request.Now);
        if (!bucket.Add(upload, part))
        {
            throw S3Errors.NoSuchUpload();
        }

        HttpReply reply = HttpReply.Xml(XmlText.Document("CopyPartResult", xml => xml
            .Element("ETag", $"\"{part.ETag}\"")
            .Element("LastModified", part.LastModified)
            .Write(part.Checksum)));
        CustomerKey.Echo(upload.Attributes.CustomerKeyMd5, reply);
        return reply;
    }
}
