using System.Net;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public sealed class R2ClientObjectsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutObject_AllOptions_SendsEachAsItsHeader()
    {
        StubTransport transport = new(_ =>
        {
            HttpResponseMessage answer = new();
            answer.Headers.TryAddWithoutValidation("ETag", "\"abc\"");
            answer.Headers.TryAddWithoutValidation("x-amz-request-id", "r1");
            return answer;
        });
        R2PutResult result = await transport.Client().PutObjectAsync("bucket", "a b", R2Content.FromBytes("hello"u8.ToArray()), new PutObjectOptions
        {
            ContentType = "text/plain",
            CacheControl = "no-transform",
            ContentDisposition = "inline",
            ContentEncoding = "gzip",
            ContentLanguage = "de",
            Expires = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Metadata = new Dictionary<string, string> { ["Name"] = "ü" },
            StorageClass = R2StorageClass.StandardInfrequentAccess,
            Conditions = new R2Conditions { IfNoneMatch = "*", IfMatch = "etag" },
            Checksum = new R2Checksum(R2ChecksumAlgorithm.Crc32C, "AAAAAA=="),
            CreateBucketIfMissing = true,
            SseCustomerKey = new SseCustomerKey(new byte[32]),
        }, Cancellation);

        SentRequest sent = Assert.Single(transport.Sent);
        Assert.Equal(("PUT", "/bucket/a%20b", "hello"), (sent.Method, sent.Target, sent.Text));
        Dictionary<string, string> expected = new()
        {
            ["Content-Type"] = "text/plain",
            ["Cache-Control"] = "no-transform",
            ["Content-Disposition"] = "inline",
            ["Content-Encoding"] = "gzip",
            ["Content-Language"] = "de",
            ["Expires"] = "Fri, 01 Jan 2027 00:00:00 GMT",
            ["x-amz-meta-name"] = "=?utf-8?B?w7w=?=",
            ["x-amz-storage-class"] = "STANDARD_IA",
            ["If-None-Match"] = "*",
            ["If-Match"] = "\"etag\"",
            ["x-amz-checksum-crc32c"] = "AAAAAA==",
            ["cf-create-bucket-if-missing"] = "true",
            ["x-amz-server-side-encryption-customer-algorithm"] = "AES256",
            ["x-amz-content-sha256"] = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        };
        Assert.Equal(expected.OrderBy(h => h.Key), expected.ToDictionary(h => h.Key, h => sent.Headers[h.Key]).OrderBy(h => h.Key));
        Assert.DoesNotContain("Transfer-Encoding", sent.Headers.Keys);
        Assert.DoesNotContain("Expect", sent.Headers.Keys);
        Assert.Equal(("abc", "r1"), (result.ETag, result.RequestId));
    }

    [Fact]
    public async Task GetObject_Answer_GivesHeadersAndBytesAsStored()
    {
        StubTransport transport = new(_ =>
        {
            HttpResponseMessage answer = new(HttpStatusCode.PartialContent) { Content = new ByteArrayContent([1, 2, 3]) };
            answer.Headers.TryAddWithoutValidation("ETag", "\"e\"");
            answer.Content.Headers.TryAddWithoutValidation("Content-Range", "bytes 10-12/100");
            answer.Content.Headers.TryAddWithoutValidation("Content-Encoding", "br");
            answer.Headers.TryAddWithoutValidation("x-amz-meta-Name", "=?utf-8?B?w7w=?=");
            answer.Headers.TryAddWithoutValidation("x-amz-missing-meta", "2");
            answer.Headers.TryAddWithoutValidation("x-amz-mp-parts-count", "7");
            answer.Headers.TryAddWithoutValidation("x-amz-checksum-crc32c", "AAAAAA==");
            return answer;
        });

        await using R2ObjectContent content = await transport.Client().GetObjectAsync(
            "bucket", "key", new GetObjectOptions { Range = new R2ByteRange(10, 12), Conditions = new R2Conditions { IfMatch = "e" } }, Cancellation);
        using MemoryStream bytes = new();
        await content.Content.CopyToAsync(bytes, Cancellation);

        Assert.Equal([1, 2, 3], bytes.ToArray());
        Assert.Equal((100L, 3L, 10L), (content.Info.Size, content.ContentLength, content.RangeStart));
        Assert.Equal(("br", "ü", 2, (int?)7), (content.Info.ContentEncoding, content.Info.Metadata["name"], content.Info.MissingMetadata, content.Info.PartsCount));
        Assert.Equal("CRC32C AAAAAA==", Assert.Single(content.Info.Checksums).ToString());
        Assert.Equal(("bytes=10-12", "\"e\"", "gzip, br"), (transport.Sent[0].Headers["Range"], transport.Sent[0].Headers["If-Match"], transport.Sent[0].Headers["Accept-Encoding"]));
    }

    [Fact]
    public async Task GetObject_Presented_NeverSignsAcceptEncoding()
    {
        StubTransport transport = new(_ => new HttpResponseMessage { Headers = { ETag = new("\"e\"") }, Content = new ByteArrayContent([]) });
        await using R2ObjectContent content = await transport.Client().GetObjectAsync("bucket", "key", cancellationToken: Cancellation);

        Assert.DoesNotContain("accept-encoding", transport.Sent[0].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyObject_ErrorAfter200_IsAnError()
    {
        StubTransport transport = StubTransport.Xml("<Error><Code>SlowDown</Code></Error>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().CopyObjectAsync("source", "/a b%2F+", "bucket", "key", cancellationToken: Cancellation));

        Assert.Equal(("SlowDown", true), (e.Code, e.IsRetryable));
        Assert.Equal("/source//a%20b%252F%2B", transport.Sent[0].Headers["x-amz-copy-source"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task DeleteObjects_NoKeysOrMoreThan1000_IsRefusedUnsent(int count)
    {
        StubTransport transport = StubTransport.Xml("<DeleteResult/>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().DeleteObjectsAsync("bucket", [.. Enumerable.Range(0, count).Select(static i => $"k{i}")], Cancellation));

        Assert.Contains("1 to 1,000", e.Message, StringComparison.Ordinal);
        Assert.Empty(transport.Sent);
    }

    [Fact]
    public async Task DeleteObjects_1000Keys_IsOneRequest()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(static i => $"k{i}")];
        StubTransport transport = StubTransport.Xml($"<DeleteResult>{string.Concat(keys.Select(static key => $"<Deleted><Key>{key}</Key></Deleted>"))}</DeleteResult>");

        Assert.Equal(1000, (await transport.Client().DeleteObjectsAsync("bucket", keys, Cancellation)).Count);

        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task DeleteObjects_Keys_SendsADigestAndGivesOneResultEach()
    {
        StubTransport transport = StubTransport.Xml("<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code></Error></DeleteResult>");

        IReadOnlyList<R2DeleteResult> results = await transport.Client().DeleteObjectsAsync("bucket", ["a", "b"], Cancellation);

        Assert.Equal([true, false], results.Select(r => r.Deleted));
        Assert.Equal("/bucket?delete=", transport.Sent[0].Target);
        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(transport.Sent[0].Body)), transport.Sent[0].Headers["Content-MD5"]);
    }
}
