using R2.Models;
using R2.Signing;

namespace R2.Xml;

/// <summary>ListObjects and ListObjectsV2.</summary>
internal static class ListDocument
{
    public static R2ObjectPage Read(XmlBody body, string bucket)
    {
        // Says how keys are written and may come behind them; a key cannot hold the sign that opens an element.
        bool encoded = body.Document.IndexOf("<EncodingType>url<"u8) >= 0;
        return XmlDocuments.Read(body, "ListBucketResult", root => ReadPage(root, bucket, encoded));
    }

    private static R2ObjectPage ReadPage(XmlCursor root, string bucket, bool encoded)
    {
        List<R2Object> objects = [];
        List<R2Prefix> prefixes = [];
        (bool truncated, string? token, string? marker) = (false, null, null);
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Contents":
                    objects.Add(ReadObject(root.Enter(), bucket, encoded));
                    break;
                case "CommonPrefixes":
                    prefixes.Add(ReadPrefix(root.Enter(), bucket, encoded));
                    break;
                case "IsTruncated":
                    truncated = root.Flag();
                    break;
                case "NextContinuationToken":
                    token = root.TextOrNull();
                    break;
                case "NextMarker":
                    marker = Decode(root.TextOrNull(), encoded);
                    break;
            }
        }

        return new() { Objects = objects, Prefixes = prefixes, IsTruncated = truncated, NextContinuationToken = token, NextMarker = marker };
    }

    private static R2Object ReadObject(XmlCursor contents, string bucket, bool encoded)
    {
        (string? key, long size, string? etag, DateTimeOffset? modified, string? storageClass) = (null, 0, null, null, null);
        while (contents.MoveNext())
        {
            switch (contents.Name)
            {
                case "Key":
                    key = Decode(contents.Text(), encoded);
                    break;
                case "Size":
                    size = contents.Number();
                    break;
                case "ETag":
                    etag = contents.Text().Trim('"');
                    break;
                case "LastModified":
                    modified = contents.Date();
                    break;
                case "StorageClass":
                    storageClass = contents.TextOrNull();
                    break;
            }
        }

        return new()
        {
            BucketName = bucket,
            Key = XmlDocuments.Required(key, "Key"),
            Size = size,
            ETag = etag,
            LastModified = modified,
            StorageClass = storageClass ?? R2StorageClass.Standard,
        };
    }

    internal static R2Prefix ReadPrefix(XmlCursor common, string bucket, bool encoded)
    {
        string? prefix = null;
        while (common.MoveNext())
        {
            prefix = common.Name == "Prefix" ? Decode(common.Text(), encoded) : prefix;
        }

        return new() { BucketName = bucket, Prefix = XmlDocuments.Required(prefix, "Prefix") };
    }

    internal static string? Decode(string? text, bool encoded) => encoded && text is not null ? UriEncoding.DecodeForm(text) : text;
}
