using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Multipart;

/// <summary>CompleteMultipartUpload: joins the parts into an object if they follow R2's rules.</summary>
internal static class CompleteMultipartUpload
{
    public static async Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        S3Request request = context.Request;

        // The checksum headers refer to the object, not to this document.
        ExpectedDigests digests = new ExpectedDigests(null, context.Identity.LiteralSha256, null);
        ReadOnlyMemory<byte> document = await context.ReadDocumentAsync(digests, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<NamedPart> named = NamedPart.Read(XmlBody.Parse(document, "CompleteMultipartUpload"));
        Bucket bucket = context.Bucket;
        MultipartUpload upload = bucket.FindUpload(context.Key, request.Query["uploadId"]!) ?? throw S3Errors.NoSuchUpload();

        // The upload ends even if a condition fails (R2's release notes, 2023-08-11).
        StoredObject stored = bucket.Publish(upload, parts => Assemble(context, upload, PartAssembly.Select(named, parts, context.Limits)), Conditions.Read(request).Hold)
            ?? throw S3Errors.PreconditionFailed();
        HttpReply reply = HttpReply.Xml(XmlText.Document("CompleteMultipartUploadResult", xml => xml
            .Element("Bucket", bucket.Name)
            .Element("Key", stored.Key)
            .Element("ETag", $"\"{stored.ETag}\"")
            .Element("Location", $"http://{request.Header("Host")}{request.RawPath[..^(request.RawKey!.Length)]}{PercentCoding.Encode(stored.Key)}")
            .Write(stored.Checksum)));
        CustomerKey.Echo(upload.Attributes.CustomerKeyMd5, reply);
        return reply;
    }

    private static StoredObject Assemble(OperationContext context, MultipartUpload upload, IReadOnlyList<StoredPart> parts)
    {
        StoredChecksum? checksum = PartChecksum.Of(upload, parts);
        RequireChecksum(context.Request, checksum);
        return new StoredObject
        {
            Key = upload.Key,
            ETag = PartAssembly.ETag(parts),
            LastModified = context.Request.Now,
            Attributes = upload.Attributes,
            Body = ObjectBody.Join(parts.Select(part => part.Body)),
            Checksum = checksum,
            PartSizes = [.. parts.Select(part => part.Body.Length)],
        };
    }

    private static void RequireChecksum(S3Request request, StoredChecksum? actual)
    {
        string? type = request.Header("x-amz-checksum-type")?.ToUpperInvariant();
        if (type is not null && actual is not null && type != actual.Type)
        {
            throw S3Errors.HeaderNotImplemented("x-amz-checksum-type", type);
        }

        if (actual is not null
            && request.Header(ChecksumAlgorithms.HeaderOf(actual.Algorithm)) is { } given
            && given.Split('-')[0] != actual.Value.Split('-')[0])
        {
            throw S3Errors.BadDigest(actual.Algorithm, given, actual.Value);
        }
    }
}
