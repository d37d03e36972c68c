using System.Text;
using System.Xml.Linq;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Fuzz.Targets;

/// <summary>Documents of the server: read, or refused as an <see cref="R2Exception"/>.</summary>
internal static class XmlTargets
{
    private const string Namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private static readonly R2MultipartUpload s_upload = new() { BucketName = "b", Key = "k", UploadId = "u" };

    private static readonly string[] s_words =
    [
        "<Contents>", "</Contents>", "<Key>", "</Key>", "<Size>", "<ETag>", "<Prefix>", "<Error>", "<Code>", "<IsTruncated>true</IsTruncated>", "<EncodingType>url</EncodingType>",
        "<NextContinuationToken>", "<Part>", "<![CDATA[a]]>", "<a/>", "<a>", "</a>", "&lt;", "&#xD;", "&#x0;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "<?a b?>", "<x:y xmlns:x='z'>",
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Document("list", body => ListDocument.Read(body, "b", new ListObjectsOptions { Delimiter = "/" }), $"""
            <?xml version="1.0" encoding="UTF-8"?><ListBucketResult {Namespace}><Name>b</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
            <Contents><Key>a%2Fb+c</Key><LastModified>2026-11-22T10:22:09.123Z</LastModified><ETag>"e"</ETag><Size>12</Size><StorageClass>STANDARD</StorageClass><Owner><ID>1</ID></Owner></Contents>
            <CommonPrefixes><Prefix>p%2F</Prefix></CommonPrefixes><NextContinuationToken>t</NextContinuationToken><NextMarker>m</NextMarker></ListBucketResult>
            """),
        Document("buckets", body => BucketDocuments.ReadList(body, null, null), $"<ListAllMyBucketsResult {Namespace}><Owner><ID>o</ID></Owner><Buckets><Bucket><Name>b</Name><CreationDate>2026-01-02T03:04:05.000Z</CreationDate><BucketRegion>WEUR</BucketRegion></Bucket></Buckets><ContinuationToken>t</ContinuationToken></ListAllMyBucketsResult>"),
        Document("location", BucketDocuments.ReadLocation, $"<LocationConstraint {Namespace}>WEUR</LocationConstraint>"),
        Document("encryption", BucketDocuments.ReadEncryption, $"<ServerSideEncryptionConfiguration {Namespace}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>"),
        Document("copy", body => CopyDocument.Read(body, "CopyObjectResult", "r"), $"<CopyObjectResult {Namespace}><ETag>&quot;e&quot;</ETag><LastModified>2026-01-02T03:04:05.000Z</LastModified></CopyObjectResult>"),
        Document("delete", body => DeleteDocuments.Read(body, "b", ["a", "b"]), $"<DeleteResult {Namespace}><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>"),
        Document("initiate", body => MultipartDocuments.ReadUploadId(body, "b", "k"), $"<InitiateMultipartUploadResult {Namespace}><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId></InitiateMultipartUploadResult>"),
        Document("complete", body => MultipartDocuments.ReadComplete(body, "r", s_upload), $"<CompleteMultipartUploadResult {Namespace}><Location>l</Location><ETag>\"e-2\"</ETag><ChecksumCRC32C>AAAAAA==-2</ChecksumCRC32C></CompleteMultipartUploadResult>"),
        Document("parts", body => MultipartDocuments.ReadParts(body, "r", s_upload, null), $"<ListPartsResult {Namespace}><Part><PartNumber>1</PartNumber><ETag>\"e\"</ETag><Size>5</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified><ChecksumCRC32C>AAAAAA==</ChecksumCRC32C></Part><IsTruncated>false</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker></ListPartsResult>"),
        Document("uploads", body => MultipartListDocument.Read(body, "b"), $"<ListMultipartUploadsResult {Namespace}><EncodingType>url</EncodingType><Upload><Key>k%20</Key><UploadId>u</UploadId><Initiated>2026-01-02T03:04:05.000Z</Initiated><StorageClass>STANDARD</StorageClass></Upload><CommonPrefixes><Prefix>p</Prefix></CommonPrefixes><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u</NextUploadIdMarker></ListMultipartUploadsResult>"),
        Document("cors", CorsAgain, $"<CORSConfiguration {Namespace}><CORSRule><ID>i</ID><AllowedOrigin>https://a.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds></CORSRule></CORSConfiguration>"),
        Document("lifecycle", LifecycleAgain, $"<LifecycleConfiguration {Namespace}><Rule><ID>i</ID><Status>Enabled</Status><Filter><And><Prefix>p</Prefix></And></Filter><Expiration><Days>3</Days></Expiration><Transition><Date>2030-01-01T00:00:00.000Z</Date><StorageClass>STANDARD_IA</StorageClass></Transition><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>"),
        Document("error", ErrorDocument.TryRead, "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><RequestId>r</RequestId><CanonicalRequest>PUT\n/b/k\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>"),
        FuzzTarget.OfText("xml-write-delete", WriteDelete, "a\nb", "a&b\r<c>\n ", "\u00e9\ne\u0301"),
    ];

    private static FuzzTarget Document(string name, Func<XmlBody, object?> read, string seed) =>
        new($"xml-{name}", input =>
        {
            using XmlBody body = XmlBody.FromBytes(input);
            Expect.Reads<R2Exception>(() => read(body));
        }, [Encoding.UTF8.GetBytes(seed)])
        {
            Words = s_words,
        };

    private static object CorsAgain(XmlBody body)
    {
        IReadOnlyList<R2CorsRule> rules = CorsDocument.Read(body);
        using XmlBody written = XmlBody.FromBytes(CorsDocument.Write(rules).Span);
        IReadOnlyList<R2CorsRule> again = CorsDocument.Read(written);
        Expect.Equal(string.Join('\n', rules.Select(Flat)), string.Join('\n', again.Select(Flat)), "rules that were written and read again");
        return again;
    }

    private static string Flat(R2CorsRule rule) =>
        $"{rule.Id}|{string.Join(',', rule.AllowedOrigins)}|{string.Join(',', rule.AllowedMethods)}|{string.Join(',', rule.AllowedHeaders)}|{string.Join(',', rule.ExposeHeaders)}|{rule.MaxAgeSeconds}";

    private static object LifecycleAgain(XmlBody body)
    {
        IReadOnlyList<R2LifecycleRule> rules = LifecycleDocument.Read(body);
        using XmlBody written = XmlBody.FromBytes(LifecycleDocument.Write(rules).Span);
        IReadOnlyList<R2LifecycleRule> again = LifecycleDocument.Read(written);
        Expect.Equal(string.Join('\n', rules.Select(Whole)), string.Join('\n', again.Select(Whole)), "rules that were written and read again");
        return again;
    }

    /// <summary>As a document says it: dates to the second, and a class only where there is a transition.</summary>
    private static R2LifecycleRule Whole(R2LifecycleRule rule) => rule with
    {
        ExpirationDate = ToSecond(rule.ExpirationDate),
        TransitionDate = ToSecond(rule.TransitionDate),
        TransitionStorageClass = rule.TransitionDays is null && rule.TransitionDate is null ? "" : rule.TransitionStorageClass,
    };

    private static DateTimeOffset? ToSecond(DateTimeOffset? date) => date?.AddTicks(-(date.Value.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>What a server reads of our request to delete must be the very keys, or other objects go.</summary>
    private static void WriteDelete(string text)
    {
        string[] keys = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(R2Client.CanDeleteInBatch)];
        ReadOnlyMemory<byte> document = DeleteDocuments.Write(keys);
        XDocument read = XDocument.Parse(Encoding.UTF8.GetString(document.Span), LoadOptions.PreserveWhitespace);
        string[] seen = [.. read.Root!.Elements().Select(static element => element.Value)];
        Expect.Equal(string.Join('\n', keys), string.Join('\n', seen), "keys to delete");
    }
}
