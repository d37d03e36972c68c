using System.Text;
using R2.Requests;
using R2.Unit.Support;

namespace R2.Unit.Core.Requests;

public class S3UriTests
{
    [Theory]
    [MemberData(nameof(TrapKeys.All), MemberType = typeof(TrapKeys))]
    public void Create_TrapKey_SendsTheVeryKey(string key)
    {
        Uri uri = S3Uri.Create(new Uri("https://example.com"), "bucket", key, []);

        string sent = uri.PathAndQuery;
        Assert.StartsWith("/bucket/", sent, StringComparison.Ordinal);
        Assert.Equal(key, Encoding.UTF8.GetString(PercentDecode(sent["/bucket/".Length..])));
        Assert.Equal(sent, uri.AbsolutePath);
    }

    [Theory]
    [InlineData("https://example.com", "/bucket/key?uploads=")]
    [InlineData("https://example.com/", "/bucket/key?uploads=")]
    [InlineData("http://127.0.0.1:8787/cdn-cgi/local/r2/s3", "/cdn-cgi/local/r2/s3/bucket/key?uploads=")]
    [InlineData("http://127.0.0.1:8787/cdn-cgi/local/r2/s3/", "/cdn-cgi/local/r2/s3/bucket/key?uploads=")]
    public void Create_EndpointWithAPath_KeepsIt(string endpoint, string expected) =>
        Assert.Equal(expected, S3Uri.Create(new Uri(endpoint), "bucket", "key", [new("uploads", "")]).PathAndQuery);

    [Fact]
    public void Create_NoBucket_IsTheRoot() => Assert.Equal("/", S3Uri.Create(new Uri("https://example.com"), null, null, []).PathAndQuery);

    private static byte[] PercentDecode(string text)
    {
        List<byte> bytes = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }
}
