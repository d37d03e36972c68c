using System.Text;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

/// <summary>Each document with all that it may hold, and with what it may lack.</summary>
public sealed class DocumentCasesTests
{
    private static readonly R2MultipartUpload s_upload = new() { BucketName = "b", Key = "k", UploadId = "u" };

    [Fact]
    public void Copy_Document_IsReadWithTheRequestItAnswers()
    {
        R2CopyResult copy = Read("<CopyObjectResult><X><ETag>no</ETag></X><ETag>&quot;e&quot;</ETag><LastModified>2026-01-02T03:04:05.000Z</LastModified></CopyObjectResult>", static body => CopyDocument.Read(body, "CopyObjectResult", "request"));

        Assert.Equal(("e", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "request"), (copy.ETag, copy.LastModified, copy.RequestId));
        Assert.Contains("<ETag> is missing", Refused("<CopyObjectResult/>", static body => CopyDocument.Read(body, "CopyObjectResult", null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Initiate_Document_IsItsUploadIdAlone()
    {
        Assert.Equal("u", Read("<InitiateMultipartUploadResult><Bucket>b</Bucket><UploadId>u</UploadId><Key>k</Key></InitiateMultipartUploadResult>", static body => MultipartDocuments.ReadUploadId(body, "b", "k")));
        Assert.Contains(
            "<UploadId> is missing",
            Refused("<InitiateMultipartUploadResult><Key>k</Key></InitiateMultipartUploadResult>", static body => MultipartDocuments.ReadUploadId(body, "b", "k")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_Written_NamesEachPartWithItsChecksum()
    {
        R2Part[] parts = [new() { PartNumber = 1, ETag = "a", Checksums = [new(R2ChecksumAlgorithm.Crc32C, "AAAAAA==")] }, new() { PartNumber = 2, ETag = "b" }];

        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag>"
            + "<ChecksumCRC32C>AAAAAA==</ChecksumCRC32C></Part><Part><PartNumber>2</PartNumber><ETag>\"b\"</ETag></Part></CompleteMultipartUpload>",
            Encoding.UTF8.GetString(MultipartDocuments.WriteComplete(parts).Span));
    }

    [Fact]
    public void Complete_Document_HasETagLocationAndChecksums()
    {
        R2CompleteResult complete = Read(
            "<CompleteMultipartUploadResult><Location>l</Location><ETag>\"e-2\"</ETag><ChecksumCRC32C>AAAAAA==-2</ChecksumCRC32C><ChecksumType>COMPOSITE</ChecksumType></CompleteMultipartUploadResult>",
            static body => MultipartDocuments.ReadComplete(body, "request", s_upload));

        Assert.Equal(("e-2", "l", "request"), (complete.ETag, complete.Location, complete.RequestId));
        Assert.Equal(new R2Checksum(R2ChecksumAlgorithm.Crc32C, "AAAAAA==-2"), Assert.Single(complete.Checksums));
    }

    [Fact]
    public void Parts_Document_SaysWhetherItIsAll()
    {
        R2PartPage page = Read("<ListPartsResult><Part><PartNumber>3</PartNumber><ETag>e</ETag><Size>7</Size><ChecksumCRC32C>AAAAAA==</ChecksumCRC32C></Part><IsTruncated>false</IsTruncated></ListPartsResult>", static body => MultipartDocuments.ReadParts(body, null, s_upload, null));

        Assert.Equal((3, "e", 7L, 1), (page.Parts[0].PartNumber, page.Parts[0].ETag, page.Parts[0].Size, page.Parts[0].Checksums.Count));
        Assert.False(page.IsTruncated);
        Assert.False(Read("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>", static body => MultipartListDocument.Read(body, "b")).IsTruncated);
    }

    [Fact]
    public void Bucket_Written_NamesItsLocation() => Assert.Equal(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>weur</LocationConstraint></CreateBucketConfiguration>",
        Encoding.UTF8.GetString(BucketDocuments.WriteCreate("weur").Span));

    [Fact]
    public void Delete_Document_TellsErrorsFromRemovals()
    {
        IReadOnlyList<R2DeleteResult> results = Read(
            "<DeleteResult><Deleted><Key>a</Key><Message>no error</Message></Deleted><Error><Key>b</Key><Message>why</Message></Error><Error><Key>c</Key><Code>AccessDenied</Code></Error></DeleteResult>",
            static body => DeleteDocuments.Read(body, "bucket", ["a", "b", "c"]));

        Assert.Equal(
            [("a", null, null), ("b", R2ErrorCodes.InvalidResponse, "why"), ("c", "AccessDenied", "The server did not remove the key, and did not say why.")],
            results.Select(static result => (result.Key, result.ErrorCode, result.ErrorMessage)));
    }

    [Theory]
    [InlineData("<Deleted><Key>a</Key></Deleted><Error><Key>a</Key><Code>AccessDenied</Code></Error>")]
    [InlineData("<Error><Key>a</Key><Code>AccessDenied</Code></Error><Deleted><Key>a</Key></Deleted>")]
    public void Delete_KeyThatIsBothRemovedAndNot_IsNot(string results) =>
        Assert.Equal("AccessDenied", Assert.Single(Read($"<DeleteResult>{results}</DeleteResult>", static body => DeleteDocuments.Read(body, "bucket", ["a"]))).ErrorCode);

    [Fact]
    public void Delete_KeyInAnotherNormalForm_IsTheOneThatWasAskedFor() => Assert.Equal(
        ("cafe\u0301", true),
        Assert.Single(Read("<DeleteResult><Deleted><Key>caf\u00e9</Key></Deleted></DeleteResult>", static body => DeleteDocuments.Read(body, "bucket", ["cafe\u0301"]).Select(static result => (result.Key, result.Deleted)))));

    [Fact]
    public void Delete_ResultWithoutAKey_SaysNothingOfAny()
    {
        R2DeleteResult result = Assert.Single(Read("<DeleteResult><Deleted><VersionId>v</VersionId></Deleted></DeleteResult>", static body => DeleteDocuments.Read(body, "bucket", ["a"])));

        Assert.Equal(("a", R2ErrorCodes.InvalidResponse, "The server's answer does not mention the key, so it is unknown whether the object is gone."), (result.Key, result.ErrorCode, result.ErrorMessage));
    }

    [Theory]
    [InlineData(1000, "")]
    [InlineData(1001, "…")]
    public void Error_LongMessage_IsCutAfterAThousandCharacters(int length, string end) =>
        Assert.Equal(new string('m', 1000) + end, Refused($"<Error><Message>{new string('m', length)}</Message></Error>", BucketDocuments.ReadLocation).Message);

    [Theory]
    [InlineData("<Error><Code>SlowDown</Code></Error>", "SlowDown", "The server answered with a success and an error wi")]
    [InlineData("<Error><Message>m</Message></Error>", R2ErrorCodes.InvalidResponse, "m")]
    public void Error_InPlaceOfADocument_IsTheServersError(string document, string code, string message)
    {
        R2Exception error = Refused(document, BucketDocuments.ReadLocation);

        Assert.Equal(code, error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Fault><Code>a</Code></Fault>")]
    [InlineData("<html><body>busy</body></html>")]
    [InlineData("busy")]
    [InlineData("<Error><Code>a")]
    public void Error_NoDocumentOfS3_IsNone(string document)
    {
        using XmlBody body = XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));
        Assert.Null(ErrorDocument.TryRead(body));
    }

    /// <summary>.NET's reader throws no XmlException here.</summary>
    [Fact]
    public void Document_WhoseDeclarationIsBroken_IsNone()
    {
        byte[] broken = [.. "<?xml version=\"1.0"u8, 0x81, 0xcc, 0x81, .. "\"?>"u8];
        using XmlBody body = XmlBody.FromBytes(broken);

        Assert.Null(ErrorDocument.TryRead(body));
        Assert.Equal(R2ErrorCodes.InvalidResponse, Assert.Throws<R2Exception>(() => BucketDocuments.ReadLocation(body)).Code);
    }

    [Fact]
    public void Lifecycle_Written_HasDatesToTheSecondAndTheClassOfATransition()
    {
        R2LifecycleRule[] rules =
        [
            new() { Id = "i", Enabled = false, Prefix = "p", TransitionDate = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), TransitionStorageClass = "STANDARD_IA", AbortMultipartDays = 7 },
            new() { Enabled = true, ExpirationDays = 3 },
        ];

        string text = Encoding.UTF8.GetString(LifecycleDocument.Write(rules).Span);

        Assert.Contains("<Status>Disabled</Status><Transition><Date>2030-01-02T03:04:05Z</Date><StorageClass>STANDARD_IA</StorageClass></Transition><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>", text, StringComparison.Ordinal);
        Assert.Contains("<Filter><Prefix></Prefix></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration>", text, StringComparison.Ordinal);
        Assert.Equal(rules, Read(text, LifecycleDocument.Read));
    }

    [Fact]
    public void Lifecycle_OthersElements_AreNotTakenForOurs()
    {
        IReadOnlyList<R2LifecycleRule> rules = Read(
            "<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter><Tag><Key>1</Key></Tag></Filter><AbortIncompleteMultipartUpload><Other>8</Other><DaysAfterInitiation>2</DaysAfterInitiation><More>9</More></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>",
            LifecycleDocument.Read);

        Assert.Equal(new R2LifecycleRule { Enabled = true, Prefix = "", AbortMultipartDays = 2 }, Assert.Single(rules));
    }

    [Fact]
    public void Prefix_OthersElements_AreNotTakenForIt() =>
        Assert.Equal("p/", Read("<ListBucketResult><CommonPrefixes><Prefix>p/</Prefix><Other>x</Other></CommonPrefixes><IsTruncated>false</IsTruncated></ListBucketResult>", static body => ListDocument.Read(body, "b", new ListObjectsOptions { Delimiter = "/" })).Prefixes[0].Prefix);

    [Theory]
    [InlineData("a<![CDATA[b]]>c", "abc")]
    [InlineData("<!-- no -->a<?no?>b", "ab")]
    [InlineData("a<b>x</b>c", "axc")]
    [InlineData("<b/>a", "a")]
    [InlineData("&#xD83D;&#xDE00;", "\ud83d\ude00")]
    [InlineData("a\ud83d\ude00b\ud83d\ude00", "a\ud83d\ude00b\ud83d\ude00")]
    [InlineData(" a ", " a ")]
    [InlineData("&#1;&#xFFFE;", "\u0001\uFFFE")]
    public void Key_InPieces_IsAllOfThem(string text, string key) =>
        Assert.Equal(key, Read($"<ListBucketResult><Contents><Key>{text}</Key></Contents><IsTruncated>false</IsTruncated></ListBucketResult>", static body => ListDocument.Read(body, "b")).Objects[0].Key);

    [Theory]
    [InlineData("&#xD83D;")]
    [InlineData("&#xDE00;")]
    [InlineData("a&#xD83D;")]
    [InlineData("a&#xD83D;b")]
    [InlineData("&#xDE00;&#xD83D;")]
    [InlineData("&#xD83D;&#xD83D;&#xDE00;")]
    [InlineData("&#xD83D;&#xDE00;b&#xDE00;")]
    public void Key_WithHalfOfASurrogatePair_IsRefused(string text) => Assert.Contains(
        "<Key> holds half of a surrogate pair",
        Refused($"<ListBucketResult><Contents><Key>{text}</Key></Contents><IsTruncated>false</IsTruncated></ListBucketResult>", static body => ListDocument.Read(body, "b")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(5L << 40)]
    public void Size_AtTheEndsOfItsRange_IsRead(long size) => Assert.Equal(size, Object($"<Size>{size}</Size>").Size);

    [Fact]
    public void ETag_Empty_IsNone() => Assert.Null(Object("<ETag/>").ETag);

    [Theory]
    [InlineData("<Size>-1</Size>", "<Size> is '-1', no length that an object has")]
    [InlineData("<Size>5497558138881</Size>", "<Size> is '5497558138881', no length that an object has")]
    [InlineData("<ETag>a b</ETag>", "<ETag> is 'a b', no entity tag")]
    [InlineData("<StorageClass>a&#1;</StorageClass>", "which holds a control character")]
    public void Object_WithWhatNoneHas_IsRefused(string element, string why) => Assert.Contains(why, Assert.Throws<R2Exception>(() => Object(element)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10000", 10_000)]
    [InlineData(" 5\n", 5)]
    public void PartNumber_AtTheEndsOfItsRange_IsRead(string text, int number) =>
        Assert.Equal(number, Read($"<ListPartsResult><Part><PartNumber>{text}</PartNumber><ETag>e</ETag></Part><IsTruncated>false</IsTruncated></ListPartsResult>", static body => MultipartDocuments.ReadParts(body, null, s_upload, null)).Parts[0].PartNumber);

    [Theory]
    [InlineData("0", "no number that a part has")]
    [InlineData("10001", "no number that a part has")]
    [InlineData("-1", "no number that a part has")]
    [InlineData("2147483648", "more than fits")]
    [InlineData("x0123456789012345678901234567890123456789tail", "'x012345678901234567890123456789012345678', not a number")]
    public void PartNumber_AnythingElse_IsRefusedWithTheBeginningOfIt(string text, string expected)
    {
        R2Exception refused = Refused($"<ListPartsResult><Part><PartNumber>{text}</PartNumber><ETag>e</ETag></Part></ListPartsResult>", static body => MultipartDocuments.ReadParts(body, null, s_upload, null));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.True(refused.IsRetryable);
    }

    /// <summary>No theory: an attribute would hold other text in place of half a pair.</summary>
    [Fact]
    public void CanCarry_WhatXmlHasNoPlaceFor_IsRefused()
    {
        Assert.All((string[])["", "a\ud83d\ude00b", "\ud83d\ude00"], static text => Assert.True(XmlText.CanCarry(text)));
        Assert.All((string[])["a\ud83d", "\ude00", "\ud83da", "a\ud83d\ud83d", "\u0001"], static text => Assert.False(XmlText.CanCarry(text)));
    }

    [Theory]
    [InlineData(255, null)]
    [InlineData(1000, null)]
    [InlineData(1000, 1000L)]
    [InlineData(5000, 10L)]
    [InlineData(5000, null)]
    public async Task ReadAsync_BodyOfAnyLengthAndAnnouncement_IsAllOfIt(int length, long? announced)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(static i => (byte)('a' + (i % 26)))];
        using XmlBody body = await XmlBody.ReadAsync(new MemoryStream(bytes), announced, 10_000, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, body.Document.ToArray());
        Assert.False(body.IsTruncated);
    }

    [Theory]
    [InlineData(10_000, false)]
    [InlineData(10_001, true)]
    [InlineData(50_000, true)]
    public async Task ReadAsync_BodyBeyondTheBound_IsTruncated(int length, bool expected)
    {
        using XmlBody body = await XmlBody.ReadAsync(new MemoryStream(new byte[length]), length, 10_000, TestContext.Current.CancellationToken);

        Assert.Equal(expected, body.IsTruncated);
    }

    [Fact]
    public async Task ReadAsync_StreamThatFails_FailsAsItDoes() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(static () => XmlBody.ReadAsync(new MemoryStream(new byte[10]), null, 1000, new CancellationToken(canceled: true)));

    /// <summary>Whoever reads on beyond the end finds the end of the buffer, or what another has left there.</summary>
    [Fact]
    public void Document_ThatFillsItsBufferAfterBlanks_EndsWithIt() =>
        Assert.Equal("WEUR", Read("<LocationConstraint>WEUR</LocationConstraint>".PadLeft(256), BucketDocuments.ReadLocation));

    [Fact]
    public void Write_CharacterThatXmlHasNoPlaceFor_IsAReference() => Assert.EndsWith(
        "<Key>a&#x1;</Key></Delete>", Encoding.UTF8.GetString(XmlText.Write("Delete", static xml => xml.Element("Key", "a\u0001")).Span), StringComparison.Ordinal);

    private static R2Object Object(string element) =>
        Assert.Single(Read($"<ListBucketResult><Contents><Key>k</Key>{element}</Contents><IsTruncated>false</IsTruncated></ListBucketResult>", static body => ListDocument.Read(body, "b")).Objects);

    private static T Read<T>(string document, Func<XmlBody, T> read)
    {
        using XmlBody body = XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));
        return read(body);
    }

    private static R2Exception Refused<T>(string document, Func<XmlBody, T> read) => Assert.Throws<R2Exception>(() => Read(document, read));
}
