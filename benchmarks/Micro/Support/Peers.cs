using Amazon.Runtime;
using Amazon.S3;
using Minio;

namespace R2.Benchmarks.Support;

/// <summary>The other libraries' clients, set up for R2 as their users would, with nothing on that R2's does without.</summary>
internal static class Peers
{
    public static IAmazonS3 AwsClient(HttpMessageHandler? transport) => new AmazonS3Client(
        new BasicAWSCredentials(Sample.AccessKeyId, Sample.Secret),
        new AmazonS3Config
        {
            ServiceURL = Sample.Endpoint.AbsoluteUri,
            ForcePathStyle = true,
            AuthenticationRegion = Sample.Region,
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = transport is null ? null : new SameClient(transport),
        });

    public static IMinioClient MinioClient(HttpMessageHandler? transport)
    {
        IMinioClient client = new MinioClient()
            .WithEndpoint(Sample.Endpoint.Host)
            .WithSSL()
            .WithRegion(Sample.Region)
            .WithCredentials(Sample.AccessKeyId, Sample.Secret);
        return (transport is null ? client : client.WithHttpClient(new HttpClient(transport))).Build();
    }

    private sealed class SameClient(HttpMessageHandler transport) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(transport, disposeHandler: false);
    }
}
