using System.Net;
using R2.Checksums;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

/// <summary>An upload's result names the checksum that the server says it stored, not the one that was sent.</summary>
public sealed class ConfirmedChecksumTests
{
    private const string PartETag = "0123456789abcdef0123456789abcdef";

    private static readonly byte[] s_small = "hello"u8.ToArray();
    private static readonly byte[] s_large = new byte[R2Client.MinPartBytes + 1];

    [Fact]
    public async Task Upload_ServerThatSaysNothingOfChecksums_NamesNone()
    {
        Assert.Null((await UploadAsync(s_small, "")).Checksum);
        Assert.Null((await UploadAsync(s_large, "")).Checksum);
    }

    [Fact]
    public async Task Upload_ServerThatConfirms_NamesWhatItSays()
    {
        Assert.Equal("CRC32C mnG7TA==", (await UploadAsync(s_small, "mnG7TA==")).Checksum!.ToString());
    }

    [Fact]
    public async Task Upload_ServerThatStoredSomethingElse_FailsWithBothValues()
    {
        R2Exception small = await Assert.ThrowsAsync<R2Exception>(() => UploadAsync(s_small, "AAAAAA=="));
        R2Exception large = await Assert.ThrowsAsync<R2Exception>(() => UploadAsync(s_large, "AAAAAA==-2"));

        Assert.All([small, large], e => Assert.Equal("ChecksumMismatch", e.Code));
        Assert.Matches("CRC32C AAAAAA==; what was sent has mnG7TA==", small.Message);
        Assert.Matches("CRC32C AAAAAA==-2; its parts make .+-2", large.Message);
    }

    private static async Task<R2UploadResult> UploadAsync(byte[] bytes, string stored)
    {
        string etag = bytes.Length > R2Client.MinPartBytes
            ? ETags.OfParts([.. Enumerable.Range(1, 2).Select(i => new R2Part { PartNumber = i, ETag = PartETag })])!
            : EmulatorMd5.Hex(bytes);
        StubTransport transport = new(request => Answer(request, etag, stored));
        R2TransferManager manager = new(transport.Client(), new TransferOptions { MultipartThreshold = 1000, PartSize = R2Client.MinPartBytes });
        return await manager.UploadAsync(
            new R2UploadRequest { BucketName = "bucket", Key = "key", Content = R2Content.FromBytes(bytes) }, TestContext.Current.CancellationToken);
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, string etag, string stored)
    {
        string target = request.RequestUri!.PathAndQuery;
        if (request.Method == HttpMethod.Post)
        {
            string checksum = stored.Length > 0 ? $"<ChecksumCRC32C>{stored}</ChecksumCRC32C><ChecksumType>COMPOSITE</ChecksumType>" : "";
            return StubTransport.XmlAnswer(target.Contains("uploads=", StringComparison.Ordinal)
                ? "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
                : $"<CompleteMultipartUploadResult><ETag>{etag}</ETag>{checksum}</CompleteMultipartUploadResult>");
        }

        HttpResponseMessage answer = new(HttpStatusCode.OK);
        bool part = target.Contains("partNumber", StringComparison.Ordinal);
        answer.Headers.TryAddWithoutValidation("ETag", $"\"{(part ? PartETag : etag)}\"");
        if (!part && stored.Length > 0)
        {
            answer.Headers.TryAddWithoutValidation("x-amz-checksum-crc32c", stored);
        }

        return answer;
    }
}
