using R2.Models;

namespace R2.Xml;

/// <summary>ListMultipartUploads.</summary>
internal static class MultipartListDocument
{
    public static R2MultipartUploadPage Read(XmlBody body, string bucket)
    {
        bool encoded = body.Document.IndexOf("<EncodingType>url<"u8) >= 0;
        return XmlDocuments.Read(body, "ListMultipartUploadsResult", root => ReadPage(root, bucket, encoded));
    }

    private static R2MultipartUploadPage ReadPage(XmlCursor root, string bucket, bool encoded)
    {
        List<R2MultipartUpload> uploads = [];
        List<R2Prefix> prefixes = [];
        (bool truncated, string? keyMarker, string? uploadIdMarker) = (false, null, null);
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Upload":
                    uploads.Add(ReadUpload(root.Enter(), bucket, encoded));
                    break;
                case "CommonPrefixes":
                    prefixes.Add(ListDocument.ReadPrefix(root.Enter(), bucket, encoded));
                    break;
                case "IsTruncated":
                    truncated = root.Flag();
                    break;
                case "NextKeyMarker":
                    keyMarker = ListDocument.Decode(root.TextOrNull(), encoded);
                    break;
                case "NextUploadIdMarker":
                    uploadIdMarker = root.TextOrNull();
                    break;
            }
        }

        return new() { Uploads = uploads, Prefixes = prefixes, IsTruncated = truncated, NextKeyMarker = keyMarker, NextUploadIdMarker = uploadIdMarker };
    }

    private static R2MultipartUpload ReadUpload(XmlCursor upload, string bucket, bool encoded)
    {
        (string? key, string? uploadId, DateTimeOffset? initiated, string? storageClass) = (null, null, null, null);
        while (upload.MoveNext())
        {
            switch (upload.Name)
            {
                case "Key":
                    key = ListDocument.Decode(upload.Text(), encoded);
                    break;
                case "UploadId":
                    uploadId = upload.TextOrNull();
                    break;
                case "Initiated":
                    initiated = upload.Date();
                    break;
                case "StorageClass":
                    storageClass = upload.TextOrNull();
                    break;
            }
        }

        return new()
        {
            BucketName = bucket,
            Key = XmlDocuments.Required(key, "Key"),
            UploadId = XmlDocuments.Required(uploadId, "UploadId"),
            Initiated = initiated,
            StorageClass = storageClass ?? R2StorageClass.Standard,
        };
    }
}
