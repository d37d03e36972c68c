using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Listing;

/// <summary>ListParts.</summary>
internal static class ListParts
{
    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        QueryList query = context.Request.Query;
        Bucket bucket = context.Bucket;
        MultipartUpload upload = bucket.FindUpload(context.Key, query["uploadId"]!) ?? throw S3Errors.NoSuchUpload();
        PageSize most = PageSize.Read(query["max-parts"], context.Limits, "max-parts");
        int marker = PageSize.Number(query["part-number-marker"] ?? "0", "part-number-marker");
        List<StoredPart> following = bucket.Parts(upload).Where(part => part.Number > marker).ToList();
        List<StoredPart> page = following.Take(most.Effective).ToList();
        bool isTruncated = following.Count > page.Count;
        string owner = context.Account.Id;
        return Task.FromResult(HttpReply.Xml(XmlText.Document("ListPartsResult", xml =>
        {
            xml.Element("Bucket", bucket.Name)
                .Element("Key", PageSize.Encoder(query)(upload.Key))
                .Element("UploadId", upload.Id)
                .Element("PartNumberMarker", marker);
            if (isTruncated && page.Count > 0)
            {
                xml.Element("NextPartNumberMarker", page[^1].Number);
            }

            xml.Element("MaxParts", most.Asked).Element("IsTruncated", isTruncated).Element("EncodingType", query["encoding-type"]);
            page.ForEach(part => xml.Element("Part", entry => entry
                .Element("PartNumber", part.Number)
                .Element("LastModified", part.LastModified)
                .Element("ETag", $"\"{part.ETag}\"")
                .Element("Size", part.Body.Length)
                .Element(part.Checksum is null ? "Checksum" : "Checksum" + part.Checksum.Algorithm, part.Checksum?.Value)));
            xml.Element("Initiator", entry => entry.Element("ID", owner).Element("DisplayName", owner))
                .Element("Owner", entry => entry.Element("ID", owner).Element("DisplayName", owner))
                .Element("StorageClass", upload.Attributes.StorageClass)
                .Element("ChecksumAlgorithm", upload.ChecksumAlgorithm)
                .Element("ChecksumType", upload.ChecksumType);
        })));
    }
}
