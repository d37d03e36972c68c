using System.Text;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

public class MultipartDocumentsTests
{
    private static readonly R2MultipartUpload s_upload = new() { BucketName = "bucket", Key = "k", UploadId = "u" };

    [Fact]
    public void ReadUploads_EncodedPage_DecodesKeysPrefixesAndTheMarker()
    {
        R2MultipartUploadPage page = MultipartListDocument.Read(
            Body("""
                <ListMultipartUploadsResult><Bucket>bucket</Bucket><KeyMarker>old%2F</KeyMarker><NextKeyMarker>a%2Fb%20c</NextKeyMarker><NextUploadIdMarker>u%2F2</NextUploadIdMarker>
                  <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
                  <Upload><Key>a%2Fb+c</Key><UploadId>u%2F1</UploadId><Initiated>2026-11-22T10:00:00Z</Initiated><StorageClass>STANDARD_IA</StorageClass><Owner><ID>o</ID></Owner></Upload>
                  <Upload><Key>d</Key><UploadId>u2</UploadId></Upload>
                  <CommonPrefixes><Prefix>dir%2F</Prefix></CommonPrefixes></ListMultipartUploadsResult>
                """),
            "bucket");

        Assert.Equal(
            [
                new R2MultipartUpload { BucketName = "bucket", Key = "a/b c", UploadId = "u%2F1", Initiated = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), StorageClass = "STANDARD_IA" },
                new R2MultipartUpload { BucketName = "bucket", Key = "d", UploadId = "u2", StorageClass = "STANDARD" },
            ],
            page.Uploads);
        Assert.Equal("dir/", Assert.Single(page.Prefixes).Prefix);
        Assert.Equal((true, "a/b c", "u%2F2"), (page.IsTruncated, page.NextKeyMarker, page.NextUploadIdMarker));
    }

    [Theory]
    [InlineData("<Upload><UploadId>u</UploadId></Upload>", "<Key> is missing")]
    [InlineData("<Upload><Key>k</Key><UploadId/></Upload>", "<UploadId> is missing")]
    [InlineData("<Upload><Key>k</Key><UploadId>u</UploadId><Initiated>now</Initiated></Upload>", "<Initiated> is 'now', not a date")]
    [InlineData("<CommonPrefixes/>", "<Prefix> is missing")]
    [InlineData("<IsTruncated/>", "<IsTruncated> is '', neither true nor false")]
    public void ReadUploads_BadPage_SaysWhatIsWrong(string element, string why) =>
        AssertInvalid(() => MultipartListDocument.Read(Body($"<ListMultipartUploadsResult>{element}</ListMultipartUploadsResult>"), "bucket"), why);

    [Theory]
    [InlineData("<Part><PartNumber>one</PartNumber></Part>", "<PartNumber> is 'one', not a number")]
    [InlineData("<Part><PartNumber>1</PartNumber><Size>5</Size></Part>", "<ETag> is missing")]
    [InlineData("<Part><PartNumber>1</PartNumber><ETag>e</ETag><LastModified>then</LastModified></Part>", "<LastModified> is 'then', not a date")]
    public void ReadParts_BadPart_SaysWhatIsWrong(string part, string why) =>
        AssertInvalid(() => MultipartDocuments.ReadParts(Body($"<ListPartsResult>{part}</ListPartsResult>"), "r", s_upload, null), why);

    [Fact]
    public void ReadParts_PartWithItsTime_KeepsIt()
    {
        R2PartPage page = MultipartDocuments.ReadParts(
            Body("<ListPartsResult><NextPartNumberMarker/><Part><PartNumber>2</PartNumber><ETag>e</ETag><LastModified>2026-11-22T10:00:00Z</LastModified></Part><IsTruncated>false</IsTruncated></ListPartsResult>"), "r", s_upload, null);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), Assert.Single(page.Parts).LastModified);
        Assert.Null(page.NextPartNumberMarker);
    }

    [Fact]
    public void ReadUploadId_WithoutOne_SaysWhatIsMissing() =>
        AssertInvalid(() => MultipartDocuments.ReadUploadId(Body("<InitiateMultipartUploadResult><Key>k</Key><UploadId/></InitiateMultipartUploadResult>"), "bucket", "k"), "<UploadId> is missing");

    [Fact]
    public void ReadComplete_WithoutAnETag_SaysWhatIsMissing() =>
        AssertInvalid(() => MultipartDocuments.ReadComplete(Body("<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>"), "r", s_upload), "<ETag> is missing");

    [Theory]
    [InlineData("<Bucket>other</Bucket>", "it is about the bucket 'other', not 'bucket'")]
    [InlineData("<Key>other</Key>", "it is about the key 'other', not 'k'")]
    [InlineData("<UploadId>other</UploadId>", "it is about the upload 'other', not 'u'")]
    public void All_AnswerAboutSomethingElse_SaysWhat(string element, string why)
    {
        bool isOfAnUpload = element.StartsWith("<UploadId>", StringComparison.Ordinal);
        if (!isOfAnUpload)
        {
            AssertInvalid(() => MultipartDocuments.ReadUploadId(Body($"<InitiateMultipartUploadResult>{element}<UploadId>u</UploadId></InitiateMultipartUploadResult>"), "bucket", "k"), why);
            AssertInvalid(() => MultipartDocuments.ReadComplete(Body($"<CompleteMultipartUploadResult>{element}<ETag>e</ETag></CompleteMultipartUploadResult>"), "r", s_upload), why);
        }

        AssertInvalid(() => ReadParts($"{element}<IsTruncated>false</IsTruncated>"), why);
    }

    /// <summary>As Ceph's gateway answers.</summary>
    [Fact]
    public void ReadComplete_EmptyETag_IsNoneAndNoFault() => Assert.Equal("", MultipartDocuments.ReadComplete(Body("<CompleteMultipartUploadResult><ETag/></CompleteMultipartUploadResult>"), "r", s_upload).ETag);

    [Fact]
    public void Checksums_OthersElements_AreNotTakenForThem()
    {
        const string Others = "<X>x</X><LastHashCRC32C>AAAAAA==</LastHashCRC32C><ChecksumOther>x</ChecksumOther>";

        Assert.Empty(MultipartDocuments.ReadComplete(Body($"<CompleteMultipartUploadResult>{Others}<ETag>e</ETag></CompleteMultipartUploadResult>"), "r", s_upload).Checksums);
        Assert.Empty(Assert.Single(ReadParts($"<Part><PartNumber>1</PartNumber><ETag>e</ETag>{Others}</Part><IsTruncated>false</IsTruncated>").Parts).Checksums);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, 0)]
    [InlineData(5, null)]
    [InlineData(5, 4)]
    [InlineData(5, 5)]
    public void ReadParts_MoreFollowsAndNotFromAheadOn_IsRefused(int? sent, int? marker) =>
        AssertInvalid(() => ReadParts($"<IsTruncated>true</IsTruncated><NextPartNumberMarker>{marker}</NextPartNumberMarker>", sent), "more follows, and not how to ask for it");

    [Theory]
    [InlineData(null, 1)]
    [InlineData(5, 6)]
    public void ReadParts_MoreFollowsFromAheadOn_SaysFromWhere(int? sent, int marker) =>
        Assert.Equal(marker, ReadParts($"<IsTruncated>true</IsTruncated><NextPartNumberMarker>{marker}</NextPartNumberMarker>", sent).NextPartNumberMarker);

    [Fact]
    public void ReadParts_MoreThanAPageHolds_IsRefused()
    {
        const string Part = "<Part><PartNumber>1</PartNumber><ETag>e</ETag></Part>";

        Assert.Equal(1000, ReadParts($"{string.Concat(Enumerable.Repeat(Part, 1000))}<IsTruncated>false</IsTruncated>").Parts.Count);
        AssertInvalid(() => ReadParts($"{string.Concat(Enumerable.Repeat(Part, 1001))}<IsTruncated>false</IsTruncated>"), "it lists 1001 entries");
    }

    [Theory]
    [InlineData("<Bucket>other</Bucket>", "it is about the bucket 'other', not 'bucket'")]
    [InlineData("<Upload><Key>q/k</Key><UploadId>u</UploadId></Upload>", "it lists 'q/k', which does not begin with 'p/'")]
    [InlineData("<Upload><Key>p/k</Key><UploadId>u</UploadId></Upload><CommonPrefixes><Prefix>q/</Prefix></CommonPrefixes>", "it lists 'q/', which does not begin with 'p/'")]
    [InlineData("<Upload><Key>p/a</Key><UploadId>u</UploadId></Upload><Upload><Key>p/b</Key><UploadId>u</UploadId></Upload><CommonPrefixes><Prefix>p/c/</Prefix></CommonPrefixes>", "it lists 3 entries; 2 are the most")]
    public void ReadUploads_AnswerToSomethingElse_IsRefused(string elements, string why) =>
        AssertInvalid(() => ReadUploads($"{elements}<IsTruncated>false</IsTruncated>", new() { Prefix = "p/", Delimiter = "/", MaxUploads = 2 }), why);

    [Theory]
    [InlineData(null, null, null, null, "not how to ask for it")]
    [InlineData("k", null, null, null, "not how to ask for it")]
    [InlineData("k", "u", null, "v", "not how to ask for it")]
    [InlineData("k", null, "k", null, "where it began itself")]
    [InlineData("k", "u", "k", "u", "where it began itself")]
    public void ReadUploads_MoreFollowsAndNotFromAheadOn_IsRefused(string? sentKey, string? sentId, string? key, string? id, string why) =>
        AssertInvalid(() => ReadUploads(Markers(key, id), new() { KeyMarker = sentKey, UploadIdMarker = sentId }), why);

    [Theory]
    [InlineData(null, null, "k", null)]
    [InlineData("k", null, "k", "u")]
    [InlineData("k", "u", "k", "v")]
    [InlineData("k", "u", "l", "u")]
    public void ReadUploads_MoreFollowsFromAheadOn_SaysFromWhere(string? sentKey, string? sentId, string key, string? id)
    {
        R2MultipartUploadPage page = ReadUploads(Markers(key, id), new() { KeyMarker = sentKey, UploadIdMarker = sentId });

        Assert.Equal((key, id), (page.NextKeyMarker, page.NextUploadIdMarker));
    }

    private static string Markers(string? key, string? id) => $"<IsTruncated>true</IsTruncated><NextKeyMarker>{key}</NextKeyMarker><NextUploadIdMarker>{id}</NextUploadIdMarker>";

    private static R2PartPage ReadParts(string content, int? sent = null) => MultipartDocuments.ReadParts(Body($"<ListPartsResult>{content}</ListPartsResult>"), "r", s_upload, sent);

    private static R2MultipartUploadPage ReadUploads(string content, ListMultipartUploadsOptions options) =>
        MultipartListDocument.Read(Body($"<ListMultipartUploadsResult>{content}</ListMultipartUploadsResult>"), "bucket", options);

    private static void AssertInvalid(Func<object> read, string why)
    {
        R2Exception e = Assert.Throws<R2Exception>(read);
        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    private static XmlBody Body(string document) => XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));
}
