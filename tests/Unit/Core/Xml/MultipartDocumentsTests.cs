using System.Text;
using R2.Models;
using R2.Xml;

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

    private static void AssertInvalid(Func<object> read, string why)
    {
        R2Exception e = Assert.Throws<R2Exception>(read);
        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    private static XmlBody Body(string document) => XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));
}
