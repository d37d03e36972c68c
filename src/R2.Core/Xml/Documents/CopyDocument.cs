using R2.Models;

namespace R2.Xml.Documents;

/// <summary>CopyObject and UploadPartCopy.</summary>
internal static class CopyDocument
{
    public static R2CopyResult Read(XmlBody body, string root, string? requestId) => XmlDocuments.Read(body, root, result =>
    {
        (string? etag, DateTimeOffset? modified) = (null, null);
        while (result.MoveNext())
        {
            switch (result.Name)
            {
                case "ETag":
                    etag = result.ETag();
                    break;
                case "LastModified":
                    modified = result.Date();
                    break;
            }
        }

        return new R2CopyResult { ETag = XmlDocuments.Required(etag, "ETag"), LastModified = modified, RequestId = requestId };
    });
}
