using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Signing;

namespace R2.Benchmarks.Signing;

/// <summary>Signs one request again and again, as an attempt of a retry does: the day's key is known to those who keep it.</summary>
public class SignBenchmarks
{
    private readonly RequestSigner _signer = new(Sample.Region);
    private readonly AWS4Signer _awsSigner = new();
    private readonly BasicAWSCredentials _awsCredentials = new(Sample.AccessKeyId, Sample.Secret);
    private readonly RequestMetrics _awsMetrics = new();
    private readonly object _minioSigner = MinioSigner.Create(Sample.Secret);
    private HttpRequestMessage _request = new();
    private DefaultRequest? _awsRequest;
    private object? _minioRequest;

    [Params("GET", "PUT")]
    public string Method { get; set; } = "GET";

    [GlobalSetup]
    public void Setup()
    {
        _request = Sample.Request(Method);
        _awsRequest = AwsRequest.From(_request);
        _minioRequest = MinioSigner.From(_request);
        SameSignature.Check(Sample.Request(Method), AwsRequest.From(_request));
    }

    [Benchmark(Baseline = true)]
    public void R2() => _signer.Sign(_request, Sample.Credential, TimeProvider.System.GetUtcNow());

    [Benchmark]
    public void AwsSdk() => _awsSigner.Sign(_awsRequest, AwsRequest.Config, _awsMetrics, _awsCredentials);

    [Benchmark]
    public string Minio() => MinioSigner.Sign(_minioSigner, _minioRequest!);
}
