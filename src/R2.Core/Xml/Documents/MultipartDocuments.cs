using System.Globalization;
using R2.Models;

namespace R2.Xml.Documents;

/// <summary>CreateMultipartUpload, CompleteMultipartUpload and ListParts.</summary>
internal static class MultipartDocuments
{
    public static string ReadUploadId(XmlBody body, string bucket, string key) => XmlDocuments.Read(body, "InitiateMultipartUploadResult", root =>
    {
        string? uploadId = null;
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Bucket":
                    ResponseRules.CheckBucket(root.Text(), bucket);
                    break;
                case "Key":
                    ResponseRules.CheckKey(root.Text(), key);
                    break;
                case "UploadId":
                    uploadId = root.Label();
                    break;
            }
        }

        return XmlDocuments.Required(uploadId, "UploadId");
    });

    public static ReadOnlyMemory<byte> WriteComplete(IEnumerable<R2Part> parts) => XmlText.Write("CompleteMultipartUpload", xml =>
    {
        foreach (R2Part part in parts)
        {
            xml.WriteStartElement("Part");
            xml.Element("PartNumber", part.PartNumber.ToString(CultureInfo.InvariantCulture));
            xml.Element("ETag", $"\"{part.ETag}\"");
            foreach (R2Checksum checksum in part.Checksums)
            {
                xml.Element("Checksum" + R2Checksum.NameOf(checksum.Kind), checksum.Value);
            }

            xml.WriteEndElement();
        }
    });

    /// <remarks>The entity tag must be there, and may be empty: Ceph's gateway leaves it so, and whoever wants it has to look at the object.</remarks>
    public static R2CompleteResult ReadComplete(XmlBody body, string? requestId, R2MultipartUpload upload) => XmlDocuments.Read(body, "CompleteMultipartUploadResult", root =>
    {
        (string? etag, string? location) = (null, null);
        List<R2Checksum> checksums = [];
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Bucket":
                    ResponseRules.CheckBucket(root.Text(), upload.BucketName);
                    break;
                case "Key":
                    ResponseRules.CheckKey(root.Text(), upload.Key);
                    break;
                case "ETag":
                    etag = root.ETag() ?? "";
                    break;
                case "Location":
                    location = root.Label();
                    break;
                case string name when AlgorithmOf(name) is { } algorithm:
                    checksums.Add(new R2Checksum(algorithm, root.Text()));
                    break;
            }
        }

        return new R2CompleteResult { ETag = XmlDocuments.Required(etag, "ETag"), Checksums = checksums, Location = location, RequestId = requestId };
    });

    public static R2PartPage ReadParts(XmlBody body, string? requestId, R2MultipartUpload upload, int? sentMarker) => XmlDocuments.Read(body, "ListPartsResult", root =>
    {
        List<R2Part> parts = [];
        (bool? truncated, int? marker) = (null, null);
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Bucket":
                    ResponseRules.CheckBucket(root.Text(), upload.BucketName);
                    break;
                case "Key":
                    ResponseRules.CheckKey(root.Text(), upload.Key);
                    break;
                case "UploadId":
                    ResponseRules.CheckUploadId(root.Label(), upload.UploadId);
                    break;
                case "Part":
                    parts.Add(ReadPart(root.Enter(), requestId));
                    break;
                case "IsTruncated":
                    truncated = root.Flag();
                    break;
                case "NextPartNumberMarker":
                    marker = int.TryParse(root.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
                    break;
            }
        }

        ResponseRules.CheckCount(parts.Count, asked: null);
        bool isTruncated = ResponseRules.Truncation(truncated);
        ResponseRules.CheckMovesOn(isTruncated, marker > (sentMarker ?? 0) ? $"{marker}" : null, sent: null);
        return new R2PartPage { Parts = parts, IsTruncated = isTruncated, NextPartNumberMarker = marker };
    });

    /// <summary>Of an element such as ChecksumCRC32C; null for any other.</summary>
    private static R2ChecksumAlgorithm? AlgorithmOf(string element) =>
        element.StartsWith("Checksum", StringComparison.Ordinal) && Enum.TryParse(element.AsSpan("Checksum".Length), ignoreCase: true, out R2ChecksumAlgorithm algorithm)
            ? algorithm
            : null;

    private static R2Part ReadPart(XmlCursor part, string? requestId)
    {
        (int number, string? etag, long size, DateTimeOffset? modified) = (0, null, 0, null);
        List<R2Checksum> checksums = [];
        while (part.MoveNext())
        {
            switch (part.Name)
            {
                case "PartNumber":
                    number = part.Integer();
                    break;
                case "ETag":
                    etag = part.ETag();
                    break;
                case "Size":
                    size = part.Size();
                    break;
                case "LastModified":
                    modified = part.Date();
                    break;
                case string name when AlgorithmOf(name) is { } algorithm:
                    checksums.Add(new R2Checksum(algorithm, part.Text()));
                    break;
            }
        }

        return new()
        {
            PartNumber = number is >= 1 and <= R2Client.MaxPartNumber ? number : throw new FormatException($"<PartNumber> is '{number}', no number that a part has"),
            ETag = XmlDocuments.Required(etag, "ETag"),
            Size = size,
            LastModified = modified,
            Checksums = checksums,
            RequestId = requestId,
        };
    }
}
