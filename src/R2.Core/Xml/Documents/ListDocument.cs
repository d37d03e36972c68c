using R2.Models;
using R2.Signing;

namespace R2.Xml.Documents;

/// <summary>ListObjectsV2.</summary>
internal static class ListDocument
{
    /// <param name="body">Document.</param>
    /// <param name="bucket">Bucket that was asked for.</param>
    /// <param name="options">What else was asked for.</param>
    public static R2ObjectPage Read(XmlBody body, string bucket, ListObjectsOptions? options = null)
    {
        // Says how keys are written and may come behind them; a key cannot hold the sign that opens an element.
        bool encoded = body.Document.IndexOf("<EncodingType>url<"u8) >= 0;
        return XmlDocuments.Read(body, "ListBucketResult", root =>
        {
            R2ObjectPage page = ReadPage(root, bucket, encoded);
            foreach (R2Object item in page.Objects)
            {
                ResponseRules.CheckPrefix(item.Key, options?.Prefix);
            }

            foreach (R2Prefix item in page.Prefixes)
            {
                ResponseRules.CheckPrefix(item.Prefix, options?.Prefix);
            }

            if (page.Prefixes.Count > 0 && string.IsNullOrEmpty(options?.Delimiter))
            {
                throw new FormatException($"it groups keys by '{page.Prefixes[0].Prefix}', and no delimiter was asked for");
            }

            ResponseRules.CheckCount(page.Objects.Count + page.Prefixes.Count, options?.MaxKeys);
            ResponseRules.CheckEnds(page.IsTruncated, page.NextContinuationToken);
            ResponseRules.CheckMovesOn(page.IsTruncated, page.NextContinuationToken, options?.ContinuationToken);
            return page;
        });
    }

    /// <summary>The last entry of a page; null where it is empty.</summary>
    public static string? LastOf(R2ObjectPage page)
    {
        string? key = page.Objects.Count > 0 ? page.Objects[^1].Key : null;
        string? prefix = page.Prefixes.Count > 0 ? page.Prefixes[^1].Prefix : null;
        return string.CompareOrdinal(key, prefix) > 0 ? key : prefix;
    }

    private static R2ObjectPage ReadPage(XmlCursor root, string bucket, bool encoded)
    {
        List<R2Object> objects = [];
        List<R2Prefix> prefixes = [];
        (bool? truncated, string? token) = (null, null);
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Name":
                    ResponseRules.CheckBucket(root.Text(), bucket);
                    break;
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
            }
        }

        return new() { Objects = objects, Prefixes = prefixes, IsTruncated = ResponseRules.Truncation(truncated), NextContinuationToken = token };
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
                    size = contents.Size();
                    break;
                case "ETag":
                    etag = contents.ETag();
                    break;
                case "LastModified":
                    modified = contents.Date();
                    break;
                case "StorageClass":
                    storageClass = contents.Label();
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

    internal static string? Decode(string? text, bool encoded) => !encoded || text is null ? text
        : UriEncoding.IsWellFormed(text) ? UriEncoding.DecodeForm(text)
        : throw new FormatException($"'{text}' is no percent-encoded UTF-8");
}
