using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Listing;

/// <summary>ListMultipartUploads: by key, then by upload id.</summary>
internal static class ListMultipartUploads
{
    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        QueryList query = context.Request.Query;
        Func<string, string> encode = PageSize.Encoder(query);
        PageSize size = PageSize.Read(query["max-uploads"], context.Limits, "max-uploads");
        Bucket bucket = context.Bucket;
        string prefix = KeyOrder.Identity(query["prefix"] ?? string.Empty);
        ListStart start = StartOf(query["key-marker"], query["upload-id-marker"]);
        ListPage<MultipartUpload> page = bucket.WalkUploads(index => KeyLister.List(index, prefix, query["delimiter"], start, size.Effective, KeyOf));
        string owner = context.Account.Id;
        return Task.FromResult(HttpReply.Xml(XmlText.Document("ListMultipartUploadsResult", xml =>
        {
            xml.Element("Bucket", bucket.Name)
                .Element("KeyMarker", encode(query["key-marker"] ?? string.Empty))
                .Element("UploadIdMarker", query["upload-id-marker"] ?? string.Empty);
            if (page.IsTruncated && page.Last is not null)
            {
                xml.Element("NextKeyMarker", encode(page.LastIsPrefix ? page.Last : page.Items[^1].Key))
                    .Element("NextUploadIdMarker", page.LastIsPrefix ? string.Empty : page.Items[^1].Id);
            }

            xml.Element("Prefix", encode(query["prefix"] ?? string.Empty))
                .Element("Delimiter", query["delimiter"] is { } delimiter ? encode(delimiter) : null)
                .Element("MaxUploads", size.Asked)
                .Element("IsTruncated", page.IsTruncated)
                .Element("EncodingType", query["encoding-type"]);
            page.Items.ForEach(upload => xml.Element("Upload", entry => entry
                .Element("Key", encode(upload.Key))
                .Element("UploadId", upload.Id)
                .Element("Initiator", who => who.Element("ID", owner).Element("DisplayName", owner))
                .Element("Owner", who => who.Element("ID", owner).Element("DisplayName", owner))
                .Element("StorageClass", upload.Attributes.StorageClass)
                .Element("Initiated", upload.Initiated)
                .Element("ChecksumAlgorithm", upload.ChecksumAlgorithm)
                .Element("ChecksumType", upload.ChecksumType)));
            page.Prefixes.ForEach(group => xml.Element("CommonPrefixes", entry => entry.Element("Prefix", encode(group))));
        })));
    }

    private static string KeyOf(string identity) => identity[..identity.LastIndexOf('\0')];

    /// <summary>A key alone means after all of its uploads; with an upload id it means after that upload.</summary>
    private static ListStart StartOf(string? keyMarker, string? uploadIdMarker)
    {
        if (string.IsNullOrEmpty(keyMarker))
        {
            return ListStart.Beginning;
        }

        string key = KeyOrder.Identity(keyMarker);
        return string.IsNullOrEmpty(uploadIdMarker)
            ? new ListStart(identity => KeyOrder.Compare(KeyOf(identity), key) <= 0)
            : ListStart.After($"{key}\0{uploadIdMarker}");
    }
}
