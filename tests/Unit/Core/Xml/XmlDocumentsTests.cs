using System.Text;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

public class XmlDocumentsTests
{
    private const string Page = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><New><Key>not this one</Key></New>
          <Contents><Key>a%2Fb+c%20d%2B.txt</Key><Size>12</Size><ETag>&quot;e1&quot;</ETag><LastModified>2026-11-22T10:00:00.123Z</LastModified><Unknown/><StorageClass>STANDARD_IA</StorageClass><Owner><ID>x</ID><Key>inner</Key></Owner></Contents>
          <Contents><Key>%01</Key><Size>5368709120000</Size></Contents>
          <CommonPrefixes><Prefix>dir%2F</Prefix></CommonPrefixes>
          <IsTruncated>true</IsTruncated><NextContinuationToken>t%3D</NextContinuationToken><EncodingType>url</EncodingType></ListBucketResult>
        """;

    [Fact]
    public void ReadList_EncodedPage_DecodesKeysAndPassesOverTheUnknown()
    {
        R2ObjectPage page = ListDocument.Read(Body(Page), "bucket", new ListObjectsOptions { Delimiter = "/" });

        Assert.Equal(["a/b c d+.txt", "\u0001"], page.Objects.Select(o => o.Key));
        Assert.Equal(
            new R2Object
            {
                BucketName = "bucket",
                Key = "a/b c d+.txt",
                Size = 12,
                ETag = "e1",
                LastModified = new DateTimeOffset(2026, 11, 22, 10, 0, 0, 123, TimeSpan.Zero),
                StorageClass = "STANDARD_IA",
            },
            page.Objects[0]);
        Assert.Equal(5368709120000, page.Objects[1].Size);
        Assert.Equal("dir/", Assert.Single(page.Prefixes).Prefix);
        Assert.True(page.IsTruncated);
        Assert.Equal("t%3D", page.NextContinuationToken);
    }

    [Fact]
    public void ReadList_PlainPage_KeepsKeysAsTheyStand()
    {
        R2ObjectPage page = ListDocument.Read(
            Body("<ListBucketResult><Contents><Key> a+%20&amp;&#x1;&#xD; </Key></Contents><Contents><Key> </Key></Contents><IsTruncated>false</IsTruncated></ListBucketResult>"), "bucket");

        Assert.Equal([" a+%20&\u0001\r ", " "], page.Objects.Select(o => o.Key));
        Assert.False(page.IsTruncated);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("   ", "it is empty")]
    [InlineData("<html><body>no</body></html>", "its root is <html>")]
    [InlineData("not xml at all", "")]
    [InlineData("<ListBucketResult><Contents><Size>1</Size></Contents></ListBucketResult>", "<Key> is missing")]
    [InlineData("<ListBucketResult><Contents><Key>k</Key><Size>big</Size></Contents></ListBucketResult>", "<Size> is 'big', not a number")]
    [InlineData("<ListBucketResult><NextContinuationToken>t</NextContinuationToken></ListBucketResult>", "<IsTruncated> is missing")]
    [InlineData("<ListBucketResult><IsTruncated>false</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>", "goes on from 't'")]
    [InlineData("<ListBucketResult><IsTruncated>perhaps</IsTruncated></ListBucketResult>", "<IsTruncated> is 'perhaps'")]
    [InlineData("<ListBucketResult><Contents><Key>k</Key><LastModified>soon</LastModified></Contents></ListBucketResult>", "not a date")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><ListBucketResult>&a;</ListBucketResult>", "DTD")]
    public void ReadList_BadDocument_SaysWhatIsWrong(string document, string why)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => ListDocument.Read(Body(document), "bucket"));

        Assert.Equal("InvalidResponse", e.Code);
        Assert.Contains("<ListBucketResult>", e.Message, StringComparison.Ordinal);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadList_CutShortAnywhere_IsNeverTakenForWhole()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Page.TrimEnd());
        for (int length = 0; length < whole.Length; length++)
        {
            using XmlBody body = XmlBody.FromBytes(whole.AsSpan(0, length));
            Assert.Throws<R2Exception>(() => ListDocument.Read(body, "bucket"));
        }
    }

    [Fact]
    public async Task ReadAsync_BodyAboveTheBound_IsRefusedWithoutReadingOn()
    {
        using MemoryStream stream = new(new byte[100_000]);
        using XmlBody body = await XmlBody.ReadAsync(stream, null, 10_000, TestContext.Current.CancellationToken);

        Assert.True(body.IsTruncated);
        Assert.InRange(stream.Position, 10_001, 20_000);
        Assert.Contains("larger than", Assert.Throws<R2Exception>(() => ListDocument.Read(body, "bucket")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadComplete_ErrorAfterBlanksThatKeptTheAnswerAlive_IsTheServersError()
    {
        R2Exception e = Assert.Throws<R2Exception>(() => MultipartDocuments.ReadComplete(
            Body(" \n \n<?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>Try again.</Message><RequestId>r1</RequestId></Error>"), null, new R2MultipartUpload { BucketName = "bucket", Key = "k", UploadId = "u" }));

        Assert.Equal(("InternalError", "Try again.", "r1", true), (e.Code, e.Message, e.RequestId, e.IsRetryable));
    }

    [Theory]
    [InlineData("<![CDATA[a]]>")]
    [InlineData("a<!-- -->")]
    public void ReadList_KeyInManyPieces_CostsWhatItsLengthCosts(string piece)
    {
        const int Pieces = 50_000;
        using XmlBody body = Body($"<ListBucketResult><Contents><Key>{string.Concat(Enumerable.Repeat(piece, Pieces))}</Key></Contents><IsTruncated>false</IsTruncated></ListBucketResult>");
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(Pieces, ListDocument.Read(body, "bucket").Objects[0].Key.Length);

        // Joined one by one they were 2.4 GB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public async Task Read_CancelledMeanwhile_StopsWithinTheDocument()
    {
        using CancellationTokenSource cancellation = new();
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($"<ListBucketResult>{new string(' ', 1_000_000)}</ListBucketResult>"));
        using XmlBody body = await XmlBody.ReadAsync(stream, null, XmlBody.MaxBytes, cancellation.Token);
        await cancellation.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => ListDocument.Read(body, "bucket"));
    }

    [Fact]
    public void WriteDelete_KeysWithMarkupAndReturns_AreEscaped() => Assert.Equal(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a&lt;&amp;&gt;</Key></Object><Object><Key>b&#xD;\nc</Key></Object><Object><Key> </Key></Object></Delete>",
        Text(DeleteDocuments.Write(["a<&>", "b\r\nc", " "])),
        ignoreLineEndingDifferences: false);

    [Fact]
    public void ReadDelete_MixedAnswer_TellsEachKeyApart()
    {
        IReadOnlyList<R2DeleteResult> results = DeleteDocuments.Read(
            Body("<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code><Message>No.</Message></Error></DeleteResult>"), "bucket", ["a", "b"]);

        Assert.Equal([("a", true, null), ("b", false, "AccessDenied")], results.Select(r => (r.Key, r.Deleted, r.ErrorCode)));
    }

    [Fact]
    public void Cors_WrittenAndRead_ComesBack()
    {
        R2CorsRule[] rules =
        [
            new() { Id = "one", AllowedOrigins = ["https://a.example", "*"], AllowedMethods = ["GET", "PUT"], AllowedHeaders = ["*"], ExposeHeaders = ["ETag"], MaxAgeSeconds = 3600 },
            new() { AllowedOrigins = ["http://localhost:3000"], AllowedMethods = ["HEAD"] },
        ];

        IReadOnlyList<R2CorsRule> read = CorsDocument.Read(XmlBody.FromBytes(CorsDocument.Write(rules).Span));

        Assert.Equivalent(rules, read, strict: true);
    }

    [Fact]
    public void Lifecycle_WrittenAndRead_ComesBack()
    {
        R2LifecycleRule[] rules =
        [
            new() { Id = "expire", Prefix = "logs/", ExpirationDays = 30 },
            new() { Id = "cool", Enabled = false, TransitionDays = 7, AbortMultipartDays = 2 },
            new() { Id = "dated", ExpirationDate = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), TransitionDate = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) },
        ];

        IReadOnlyList<R2LifecycleRule> read = LifecycleDocument.Read(XmlBody.FromBytes(LifecycleDocument.Write(rules).Span));

        Assert.Equal(rules, read);
    }

    [Fact]
    public void ReadLifecycle_PrefixInsideAnd_IsFound() => Assert.Equal(
        "logs/",
        LifecycleDocument.Read(Body("<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter><And><Prefix>logs/</Prefix></And></Filter></Rule></LifecycleConfiguration>"))[0].Prefix);

    [Fact]
    public void ReadParts_Page_ReadsNumbersSizesAndChecksums()
    {
        R2PartPage page = MultipartDocuments.ReadParts(
            Body("<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>2</NextPartNumberMarker><Part><PartNumber>1</PartNumber><ETag>\"e\"</ETag><Size>5242880</Size><ChecksumCRC32C>AAAAAA==</ChecksumCRC32C></Part></ListPartsResult>"),
            "r",
            new R2MultipartUpload { BucketName = "bucket", Key = "k", UploadId = "u" },
            sentMarker: null);

        R2Part part = Assert.Single(page.Parts);
        Assert.Equal((1, "e", 5242880L), (part.PartNumber, part.ETag, part.Size));
        Assert.Equal(new R2Checksum(R2ChecksumAlgorithm.Crc32C, "AAAAAA=="), Assert.Single(part.Checksums));
        Assert.Equal((true, (int?)2), (page.IsTruncated, page.NextPartNumberMarker));
    }

    [Theory]
    [InlineData("a b", true)]
    [InlineData(" a", false)]
    [InlineData("a\n", false)]
    [InlineData("\u00a0a", false)]
    [InlineData("\ufeff", false)]
    [InlineData("\u0001", false)]
    public void CanDeleteInBatch_KeyWithOuterBlanks_IsNoKeyForADocument(string key, bool expected) => Assert.Equal(expected, R2Client.CanDeleteInBatch(key));

    [Theory]
    [InlineData("plain", true)]
    [InlineData("tab\tline\nreturn\r", true)]
    [InlineData("emoji 😀", true)]
    [InlineData("bell\u0007", false)]
    [InlineData("nul\0", false)]
    [InlineData("\uffff", false)]
    public void CanCarry_Text_KnowsXmlsCharacters(string text, bool expected) => Assert.Equal(expected, XmlText.CanCarry(text));

    private static XmlBody Body(string document) => XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));

    private static string Text(ReadOnlyMemory<byte> document) => Encoding.UTF8.GetString(document.Span);
}
