using System.Net;
using System.Text;
using R2.Http;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public class R2ClientTests
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
        R2PutResult result = await transport.Client().PutObjectAsync("bucket", "a b", ReplayableContent.FromBytes("hello"u8.ToArray()), new PutObjectOptions
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
        StubTransport transport = new(_ => new HttpResponseMessage { Content = new ByteArrayContent([]) });
        await using R2ObjectContent content = await transport.Client().GetObjectAsync("bucket", "key", cancellationToken: Cancellation);

        Assert.DoesNotContain("accept-encoding", transport.Sent[0].Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOperation_ErrorDocument_BecomesTheException()
    {
        StubTransport transport = StubTransport.Xml(
            "<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message><RequestId>r9</RequestId><CanonicalRequest>GET\n/</CanonicalRequest></Error>", HttpStatusCode.Forbidden);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().HeadObjectAsync("bucket", "key", cancellationToken: Cancellation));

        Assert.Equal(("SignatureDoesNotMatch", HttpStatusCode.Forbidden, "r9", "bucket/key", "HeadObject", 1, false), (e.Code, e.StatusCode, e.RequestId, e.Address, e.Operation, e.Attempts, e.IsRetryable));
        Assert.Equal("GET\n/", e.ServerCanonicalRequest);
    }

    [Theory]
    [InlineData(404, "NoSuchKey", false)]
    [InlineData(403, "AccessDenied", false)]
    [InlineData(412, "PreconditionFailed", false)]
    [InlineData(304, "NotModified", false)]
    [InlineData(416, "InvalidRange", false)]
    [InlineData(429, "TooManyRequests", true)]
    [InlineData(500, "InternalError", true)]
    [InlineData(502, "Http502", true)]
    [InlineData(503, "ServiceUnavailable", true)]
    public async Task HeadObject_StatusWithoutBody_HasAStableCode(int status, string code, bool retryable)
    {
        StubTransport transport = new(_ => new HttpResponseMessage((HttpStatusCode)status));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().HeadObjectAsync("bucket", "key", cancellationToken: Cancellation));

        Assert.Equal((code, retryable), (e.Code, e.IsRetryable));
    }

    [Fact]
    public async Task AnyOperation_HtmlErrorPageOf5Megabytes_IsNamedAndNotSwallowedWhole()
    {
        byte[] page = Encoding.ASCII.GetBytes("<html>\r\n<title>Bad gateway</title>" + new string('x', 5_000_000));
        CountingStream stream = new(page);
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(stream) { Headers = { ContentType = new("text/html") } } });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().ListObjectsV2Async("bucket", cancellationToken: Cancellation));

        Assert.Equal(("Http502", true), (e.Code, e.IsRetryable));
        Assert.Contains("<html>  <title>Bad gateway</title>", e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Message.Length, 1, 400);
        Assert.InRange(stream.BytesRead, 1, 1_000_000);
    }

    [Fact]
    public async Task AnyOperation_RetryAfter_IsReadAsSecondsAndAsDate()
    {
        ManualTime time = new();
        StubTransport seconds = new(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { { "Retry-After", "7" } } });
        StubTransport date = new(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { { "Retry-After", time.GetUtcNow().AddSeconds(90).ToString("R") } } });

        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<R2Exception>(() => seconds.Client(time).HeadBucketAsync("bucket", Cancellation))).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(90), (await Assert.ThrowsAsync<R2Exception>(() => date.Client(time).HeadBucketAsync("bucket", Cancellation))).RetryAfter);
    }

    [Fact]
    public async Task CompleteMultipartUpload_ErrorAfter200_IsAnError()
    {
        StubTransport transport = StubTransport.Xml("<Error><Code>InternalError</Code><Message>Later.</Message></Error>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().CompleteMultipartUploadAsync(
            new R2MultipartUpload { BucketName = "bucket", Key = "key", UploadId = "u+/=" },
            [new R2Part { PartNumber = 2, ETag = "b" }, new R2Part { PartNumber = 1, ETag = "a" }],
            cancellationToken: Cancellation));

        Assert.Equal(("InternalError", "bucket/key", true, HttpStatusCode.OK), (e.Code, e.Address, e.IsRetryable, e.StatusCode));
        Assert.Equal("/bucket/key?uploadId=u%2B%2F%3D", transport.Sent[0].Target);
        Assert.Contains("<Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part><Part><PartNumber>2</PartNumber>", transport.Sent[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyObject_ErrorAfter200_IsAnError()
    {
        StubTransport transport = StubTransport.Xml("<Error><Code>SlowDown</Code></Error>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().CopyObjectAsync("source", "/a b%2F+", "bucket", "key", cancellationToken: Cancellation));

        Assert.Equal(("SlowDown", true), (e.Code, e.IsRetryable));
        Assert.Equal("/source//a%20b%252F%2B", transport.Sent[0].Headers["x-amz-copy-source"]);
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

    [Fact]
    public async Task EnumerateObjectPages_ShortAndEmptyPages_FollowsTheTokenToTheEnd()
    {
        Queue<string> pages = new(
        [
            "<ListBucketResult><Contents><Key>a</Key></Contents><IsTruncated>true</IsTruncated><NextContinuationToken>t1</NextContinuationToken></ListBucketResult>",
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t 2</NextContinuationToken></ListBucketResult>",
            "<ListBucketResult><Contents><Key>b</Key></Contents><IsTruncated>false</IsTruncated></ListBucketResult>",
        ]);
        StubTransport transport = new(_ => StubTransport.XmlAnswer(pages.Dequeue()));
        List<string> keys = [];
        await foreach (R2ObjectPage page in transport.Client().EnumerateObjectPagesAsync("bucket", new ListObjectsOptions { Prefix = "p/", Delimiter = "/" }, Cancellation))
        {
            keys.AddRange(page.Objects.Select(o => o.Key));
        }

        Assert.Equal(["a", "b"], keys);
        Assert.Equal("/bucket?list-type=2&encoding-type=url&prefix=p%2F&delimiter=%2F&continuation-token=t%202", transport.Sent[2].Target);
    }

    [Fact]
    public async Task EnumerateObjectPages_TruncatedWithoutToken_FailsInsteadOfStoppingShort()
    {
        StubTransport transport = StubTransport.Xml("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>");

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(async () =>
        {
            await foreach (R2ObjectPage page in transport.Client().EnumerateObjectPagesAsync("bucket", cancellationToken: Cancellation))
            {
                Assert.Empty(page.Objects);
            }
        });

        Assert.Equal("InvalidResponse", e.Code);
    }

    [Fact]
    public async Task AnyOperation_HostThatRefuses_IsARetryableConnectionError()
    {
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential("id", "secret"), Endpoint = new Uri("http://127.0.0.1:1") });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync("bucket", Cancellation));

        Assert.Equal(("ConnectionFailed", true, "bucket"), (e.Code, e.IsRetryable, e.Bucket));
        Assert.Contains("127.0.0.1:1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOperation_NothingMoves_TimesOutByTheInjectedClock()
    {
        ManualTime time = new();
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using StallingTransport transport = new(sending);
        using R2Client client = new(new R2ClientOptions
        {
            Credential = new R2Credential("id", "secret"),
            Endpoint = new Uri("https://example.com"),
            Transport = transport,
            TimeProvider = time,
            Timeout = TimeSpan.FromSeconds(5),
        });

        Task request = client.HeadBucketAsync("bucket", Cancellation);
        await sending.Task;
        time.Advance(TimeSpan.FromSeconds(5));
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => request);

        Assert.Equal(("OperationTimeout", true), (e.Code, e.IsRetryable));
        Assert.Contains("5 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOperation_Cancelled_ThrowsAsCancelled()
    {
        using StallingTransport transport = new(new TaskCompletionSource());
        using CancellationTokenSource cancellation = new();
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential("id", "secret"), Endpoint = new Uri("https://example.com"), Transport = transport });

        Task request = client.HeadBucketAsync("bucket", cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Fact]
    public async Task Arguments_OutsideR2sRules_AreRefusedBeforeAnythingIsSent()
    {
        StubTransport transport = StubTransport.Xml("");
        R2Client client = transport.Client();
        R2MultipartUpload upload = new() { BucketName = "bucket", Key = "key", UploadId = "u" };

        await AssertRefused("InvalidBucketName", () => client.HeadBucketAsync("Bucket", Cancellation));
        await AssertRefused("InvalidObjectName", () => client.HeadObjectAsync("bucket", "", cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.ListObjectsV2Async("bucket", new ListObjectsOptions { MaxKeys = 1001 }, Cancellation));
        await AssertRefused("InvalidSetting", () => client.ListPartsAsync(upload, maxParts: 0, cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.UploadPartAsync(upload, 0, ReplayableContent.FromBytes(default), cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.UploadPartAsync(upload, 10_001, ReplayableContent.FromBytes(default), cancellationToken: Cancellation));
        await AssertRefused("InvalidSetting", () => client.DeleteObjectsAsync("bucket", [], Cancellation));
        await AssertRefused("InvalidRange", () => client.GetObjectAsync("bucket", "key", new GetObjectOptions { Range = new R2ByteRange(5, 4) }, Cancellation));
        await AssertRefused("InvalidMetadata", () => client.PutObjectAsync("bucket", "key", ReplayableContent.FromBytes(default), new PutObjectOptions { Metadata = new Dictionary<string, string> { ["a b"] = "" } }, Cancellation));
        await AssertRefused("MetadataTooLarge", () => client.PutObjectAsync("bucket", "key", ReplayableContent.FromBytes(default), new PutObjectOptions { Metadata = new Dictionary<string, string> { ["a"] = new('x', 8192) } }, Cancellation));
        await AssertRefused("InvalidSetting", () => client.PutObjectAsync("bucket", "key", ReplayableContent.FromBytes(default), new PutObjectOptions { ContentType = "text/plain\r\nx-amz-acl: public-read" }, Cancellation));
        Assert.Empty(transport.Sent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(604_801)]
    [InlineData(-5)]
    public void Presign_LifetimeOutsideItsRange_NamesValueAndRange(int seconds)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => StubTransport.Xml("").Client().Presign("bucket", "key", new PresignOptions { ExpiresIn = TimeSpan.FromSeconds(seconds) }));

        Assert.Equal("InvalidExpiry", e.Code);
        Assert.Contains("1 second to 7 days", e.Message, StringComparison.Ordinal);
        Assert.Contains($"{seconds} s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presign_UploadPartWithSignedHeaders_CarriesThemAndHidesItsSignatureWhenPrinted()
    {
        R2PresignedUrl url = StubTransport.Xml("").Client(new ManualTime()).Presign("bucket", "a/../b", new PresignOptions
        {
            Method = HttpMethod.Put,
            UploadId = "u/1",
            PartNumber = 3,
            ExpiresIn = TimeSpan.FromSeconds(60),
            SignedHeaders = new Dictionary<string, string> { ["Content-Type"] = "text/plain" },
        });

        Assert.StartsWith("https://example.com/bucket/a/../b?partNumber=3&uploadId=u%2F1&X-Amz-Algorithm=AWS4-HMAC-SHA256&", url.Url, StringComparison.Ordinal);
        Assert.Contains("X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Signature=", url.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("checksum", url.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("PUT bucket/a/../b until 2026-11-22 12:01:00Z", url.ToString());
    }

    private static async Task AssertRefused(string code, Func<Task> action) => Assert.Equal(code, (await Assert.ThrowsAsync<R2Exception>(action)).Code);

    private sealed class StallingTransport(TaskCompletionSource sending) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sending.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            BytesRead += read;
            return read;
        }
    }
}
