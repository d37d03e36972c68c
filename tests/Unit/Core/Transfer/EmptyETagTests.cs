using System.Net;
using R2.Checksums;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

/// <summary>Ceph's radosgw 16 answers CompleteMultipartUpload with an empty ETag; that is no mismatch.</summary>
public class EmptyETagTests
{
    private const string PartETag = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("1bc29b36f623ba82aaf6724fd3b16718", false)]
    [InlineData(null, true)]
    public async Task Upload_CompleteAnswersWithoutETag_LooksAtTheObject(string? stored, bool right)
    {
        string expected = ETags.OfParts([.. Enumerable.Range(1, 2).Select(i => new R2Part { PartNumber = i, ETag = PartETag })])!;
        StubTransport transport = new(request => Answer(request, right ? expected : stored!));
        R2TransferManager manager = new(transport.Client(), new TransferOptions { MultipartThreshold = 0, PartSize = R2Client.MinPartBytes });
        Task<R2UploadResult> upload = manager.UploadAsync(
            new R2UploadRequest { BucketName = "bucket", Key = "key", Content = R2Content.FromBytes(new byte[R2Client.MinPartBytes + 1]) }, TestContext.Current.CancellationToken);

        if (right)
        {
            Assert.Equal(expected, (await upload).ETag);
        }
        else
        {
            R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => upload);
            Assert.Equal("ChecksumMismatch", e.Code);
            Assert.Contains(stored!, e.Message, StringComparison.Ordinal);
            Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        }
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, string stored)
    {
        string target = request.RequestUri!.PathAndQuery;
        if (request.Method == HttpMethod.Post)
        {
            return StubTransport.XmlAnswer(target.Contains("uploads=", StringComparison.Ordinal)
                ? "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
                : "<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>");
        }

        HttpResponseMessage answer = new(HttpStatusCode.OK);
        answer.Headers.TryAddWithoutValidation("ETag", $"\"{(request.Method == HttpMethod.Head ? stored : PartETag)}\"");
        return answer;
    }
}
