using R2.Signing;

namespace R2.Unit.Core.Signing;

/// <summary>
/// The examples that AWS publishes with intermediate and final values:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and …/sigv4-query-string-auth.html
/// </summary>
public class PublishedExamplesTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly R2Credential s_credential = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static readonly DateTimeOffset s_now = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sign_GetWithRange_GivesPublishedSignature() => AssertSigned(
        Request(HttpMethod.Get, "/test.txt", EmptyHash, ("Range", "bytes=0-9")),
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

    [Fact]
    public void Sign_PutWithDollarInKey_GivesPublishedSignature() => AssertSigned(
        Request(
            HttpMethod.Put,
            "/test%24file.text",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            ("Date", "Fri, 24 May 2013 00:00:00 GMT"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY")),
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

    [Fact]
    public void Sign_GetLifecycle_GivesPublishedSignature() => AssertSigned(
        Request(HttpMethod.Get, "/?lifecycle", EmptyHash),
        "host;x-amz-content-sha256;x-amz-date",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");

    [Fact]
    public void Sign_ListObjects_GivesPublishedSignature() => AssertSigned(
        Request(HttpMethod.Get, "/?max-keys=2&prefix=J", EmptyHash),
        "host;x-amz-content-sha256;x-amz-date",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

    [Fact]
    public void Presign_Get_GivesPublishedUrl()
    {
        string url = new Presigner("us-east-1").Presign(
            "GET", "https://examplebucket.s3.amazonaws.com/test.txt", [], s_credential, TimeSpan.FromDays(1), s_now);

        Assert.Equal(
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            url);
    }

    [Fact]
    public void CanonicalRequestOf_GetWithRange_IsThePublishedOne()
    {
        HttpRequestMessage request = Request(HttpMethod.Get, "/test.txt", EmptyHash, ("Range", "bytes=0-9"));
        new RequestSigner("us-east-1").Sign(request, s_credential, s_now);

        Assert.Equal(
            "GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\n"
            + $"x-amz-content-sha256:{EmptyHash}\nx-amz-date:20130524T000000Z\n\nhost;range;x-amz-content-sha256;x-amz-date\n{EmptyHash}",
            RequestSigner.CanonicalRequestOf(request));
    }

    private static HttpRequestMessage Request(HttpMethod method, string target, string payloadHash, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(method, R2.Requests.S3Uri.Verbatim("https://examplebucket.s3.amazonaws.com" + target));
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", payloadHash);
        foreach ((string name, string value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return request;
    }

    private static void AssertSigned(HttpRequestMessage request, string signedHeaders, string signature)
    {
        new RequestSigner("us-east-1").Sign(request, s_credential, s_now);

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders={signedHeaders},Signature={signature}",
            request.Headers.NonValidated["Authorization"].ToString());
    }
}
