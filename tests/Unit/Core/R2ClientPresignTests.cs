using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public sealed class R2ClientPresignTests
{
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
}
