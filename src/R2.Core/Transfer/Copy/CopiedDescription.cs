using R2.Models;
using R2.Requests;

namespace R2.Transfer.Copy;

/// <summary>Headers and metadata of a copy. CopyObject keeps the source's by itself; where a copy is made otherwise, they have to be said again.</summary>
internal static class CopiedDescription
{
    /// <summary>What the copy is stored with.</summary>
    public static PutObjectOptions Of(R2CopyRequest request, R2ObjectInfo source)
    {
        CopyObjectOptions asked = request.Options;
        bool keep = asked.MetadataDirective != R2MetadataDirective.Replace;
        bool merge = asked.MetadataDirective == R2MetadataDirective.Merge;
        string? Choose(string? wanted, string? stored) => !keep || (merge && wanted is not null) ? wanted : stored;
        return new PutObjectOptions
        {
            ContentType = Choose(asked.ContentType, source.ContentType),
            CacheControl = Choose(asked.CacheControl, source.CacheControl),
            ContentDisposition = Choose(asked.ContentDisposition, source.ContentDisposition),
            ContentEncoding = Choose(asked.ContentEncoding, source.ContentEncoding),
            ContentLanguage = Choose(asked.ContentLanguage, source.ContentLanguage),
            Expires = !keep || (merge && asked.Expires is not null) ? asked.Expires : S3Response.Date(source.Expires),
            Metadata = Metadata(asked, source, keep, merge),
            StorageClass = asked.StorageClass ?? source.StorageClass,
            SseCustomerKey = asked.SseCustomerKey,
        };
    }

    private static Dictionary<string, string> Metadata(CopyObjectOptions asked, R2ObjectInfo source, bool keep, bool merge)
    {
        Dictionary<string, string> metadata = keep ? new(source.Metadata, StringComparer.OrdinalIgnoreCase) : new(StringComparer.OrdinalIgnoreCase);
        if (!keep || merge)
        {
            foreach ((string name, string value) in asked.Metadata ?? R2ObjectInfo.EmptyMetadata)
            {
                metadata[name] = value;
            }
        }

        return metadata;
    }
}
