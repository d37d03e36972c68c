using Amazon.S3;
using Amazon.S3.Model;
using BenchmarkDotNet.Attributes;
using Minio;
using Minio.DataModel.Args;
using R2.Benchmarks.Support;
using R2.Models;

namespace R2.Benchmarks.Signing;

/// <summary>A URL to get or put an object within an hour, by the public call of each library.</summary>
public class PresignBenchmarks
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    private readonly R2Client _client = Sample.Client();
    private readonly IAmazonS3 _awsClient = Peers.AwsClient(null);
    private readonly IMinioClient _minioClient = Peers.MinioClient(null);
    private PresignOptions _options = new();
    private HttpVerb _awsVerb;

    [Params("GET", "PUT")]
    public string Method { get; set; } = "GET";

    [GlobalSetup]
    public void Setup()
    {
        _options = new() { Method = new HttpMethod(Method), ExpiresIn = s_lifetime };
        _awsVerb = Enum.Parse<HttpVerb>(Method);
    }

    [Benchmark(Baseline = true)]
    public string R2() => _client.Presign(Sample.Bucket, Sample.Key, _options).Url;

    [Benchmark]
    public string AwsSdk() => _awsClient.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = Sample.Bucket,
        Key = Sample.Key,
        Verb = _awsVerb,
        Expires = DateTime.UtcNow + s_lifetime,
    });

    [Benchmark]
    public string Minio() => Method == "GET"
        ? _minioClient.PresignedGetObjectAsync(With(new PresignedGetObjectArgs())).GetAwaiter().GetResult()
        : _minioClient.PresignedPutObjectAsync(With(new PresignedPutObjectArgs())).GetAwaiter().GetResult();

    private static PresignedGetObjectArgs With(PresignedGetObjectArgs args) =>
        args.WithBucket(Sample.Bucket).WithObject(Sample.Key).WithExpiry((int)s_lifetime.TotalSeconds);

    private static PresignedPutObjectArgs With(PresignedPutObjectArgs args) =>
        args.WithBucket(Sample.Bucket).WithObject(Sample.Key).WithExpiry((int)s_lifetime.TotalSeconds);
}
