using R2.Models;

namespace R2.Xml.Documents;

/// <summary>ListMultipartUploads.</summary>
internal static class MultipartListDocument
{
    public static R2MultipartUploadPage Read(XmlBody body, string bucket, ListMultipartUploadsOptions? options = null)
    {
        bool encoded = body.Document.IndexOf("<EncodingType>url<"u8) >= 0;
        return XmlDocuments.Read(body, "ListMultipartUploadsResult", root =>
        {
            R2MultipartUploadPage page = ReadPage(root, bucket, encoded);
            foreach (string listed in page.Uploads.Select(static upload => upload.Key).Concat(page.Prefixes.Select(static common => common.Prefix)))
            {
                ResponseRules.CheckPrefix(listed, options?.Prefix);
            }

            ResponseRules.CheckCount(page.Uploads.Count + page.Prefixes.Count, options?.MaxUploads);
            ResponseRules.CheckMovesOn(page.IsTruncated, PositionOf(page.NextKeyMarker, page.NextUploadIdMarker), PositionOf(options?.KeyMarker, options?.UploadIdMarker));
            return page;
        });
    }

    /// <summary>An upload is found by its key and, among those of one key, by its id.</summary>
    private static string? PositionOf(string? key, string? uploadId) => key is null ? null : $"{key} {uploadId}";

    private static R2MultipartUploadPage ReadPage(XmlCursor root, string bucket, bool encoded)
    {
        List<R2MultipartUpload> uploads = [];
        List<R2Prefix> prefixes = [];
        (bool? truncated, string? keyMarker, string? uploadIdMarker) = (null, null, null);
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Bucket":
                    ResponseRules.CheckBucket(root.Text(), bucket);
                    break;
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
                    uploadIdMarker = root.Label();
                    break;
            }
        }

        return new() { Uploads = uploads, Prefixes = prefixes, IsTruncated = ResponseRules.Truncation(truncated), NextKeyMarker = keyMarker, NextUploadIdMarker = uploadIdMarker };
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
                    uploadId = upload.Label();
                    break;
                case "Initiated":
                    initiated = upload.Date();
                    break;
                case "StorageClass":
                    storageClass = upload.Label();
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
