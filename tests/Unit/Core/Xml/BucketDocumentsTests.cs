using System.Text;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

public class BucketDocumentsTests
{
    [Fact]
    public void ReadList_BucketsWithAllThatServersSayOfThem_ReadsNameDateAndPlace()
    {
        R2BucketPage page = BucketDocuments.ReadList(
            Body("""
                <ListAllMyBucketsResult><Owner><ID>o</ID><DisplayName>not a bucket</DisplayName></Owner><Buckets>
                  <Bucket><Name>first</Name><CreationDate>2026-11-22T10:00:00.5Z</CreationDate><BucketRegion>WEUR</BucketRegion></Bucket>
                  <Bucket><Name>second</Name><Location>ENAM</Location><BucketArn>arn</BucketArn></Bucket>
                  <Bucket><Name>third</Name><Location/></Bucket>
                </Buckets></ListAllMyBucketsResult>
                """),
            nextToken: null, sentToken: null);

        Assert.Equal(
            [
                new R2Bucket { BucketName = "first", CreationDate = new DateTimeOffset(2026, 11, 22, 10, 0, 0, 500, TimeSpan.Zero), Location = "WEUR" },
                new R2Bucket { BucketName = "second", Location = "ENAM" },
                new R2Bucket { BucketName = "third" },
            ],
            page.Buckets);
        Assert.Null(page.NextContinuationToken);
    }

    [Theory]
    [InlineData("<ContinuationToken>body</ContinuationToken>", "body")]
    [InlineData("<NextContinuationToken>body</NextContinuationToken>", "body")]
    [InlineData("<ContinuationToken/>", "header")]
    [InlineData("", "header")]
    public void ReadList_TokenInTheBody_CountsBeforeThatOfTheHeader(string element, string expected) => Assert.Equal(
        expected, BucketDocuments.ReadList(Body($"<ListAllMyBucketsResult>{element}<Buckets/></ListAllMyBucketsResult>"), "header", sentToken: null).NextContinuationToken);

    [Fact]
    public void ReadList_TokenThatWasSent_SaysThatItDoesNotMoveOn() =>
        AssertInvalid(() => BucketDocuments.ReadList(Body("<ListAllMyBucketsResult><ContinuationToken>t</ContinuationToken><Buckets/></ListAllMyBucketsResult>"), null, sentToken: "t"), "more follows from 't' on");

    [Theory]
    [InlineData("<Bucket><CreationDate>2026-11-22T10:00:00Z</CreationDate></Bucket>", "<Name> is missing")]
    [InlineData("<Bucket><Name>a</Name><CreationDate>yesterday</CreationDate></Bucket>", "<CreationDate> is 'yesterday', not a date")]
    public void ReadList_BadBucket_SaysWhatIsWrong(string bucket, string why) =>
        AssertInvalid(() => BucketDocuments.ReadList(Body($"<ListAllMyBucketsResult><Buckets>{bucket}</Buckets></ListAllMyBucketsResult>"), null, null), why);

    [Fact]
    public void ReadEncryption_RuleOfABucket_ReadsAlgorithmAndKey()
    {
        R2BucketEncryption encryption = BucketDocuments.ReadEncryption(Encryption(
            "<ApplyServerSideEncryptionByDefault><KMSMasterKeyID>k</KMSMasterKeyID><SSEAlgorithm>AES256</SSEAlgorithm><Later>x</Later></ApplyServerSideEncryptionByDefault><Unknown>x</Unknown><BucketKeyEnabled>true</BucketKeyEnabled>"));

        Assert.Equal(new R2BucketEncryption { Algorithm = "AES256", BucketKeyEnabled = true }, encryption);
    }

    [Fact]
    public void ReadEncryption_WithoutAKey_HasNone() => Assert.False(BucketDocuments.ReadEncryption(
        Encryption("<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>")).BucketKeyEnabled);

    [Theory]
    [InlineData("<BucketKeyEnabled>true</BucketKeyEnabled>", "<SSEAlgorithm> is missing")]
    [InlineData("<BucketKeyEnabled>1</BucketKeyEnabled>", "<BucketKeyEnabled> is '1', neither true nor false")]
    public void ReadEncryption_BadRule_SaysWhatIsWrong(string rule, string why) => AssertInvalid(() => BucketDocuments.ReadEncryption(Encryption(rule)), why);

    [Theory]
    [InlineData("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">WEUR</LocationConstraint>", "WEUR")]
    [InlineData("<LocationConstraint/>", "")]
    public void ReadLocation_Constraint_IsTheTextOfItsRoot(string document, string expected) => Assert.Equal(expected, BucketDocuments.ReadLocation(Body(document)));

    private static XmlBody Encryption(string rule) => Body($"<ServerSideEncryptionConfiguration><Rule>{rule}</Rule></ServerSideEncryptionConfiguration>");

    private static void AssertInvalid(Func<object> read, string why)
    {
        R2Exception e = Assert.Throws<R2Exception>(read);
        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    private static XmlBody Body(string document) => XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));
}
