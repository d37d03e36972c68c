using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Signing;

namespace R2.Benchmarks.Signing;

/// <summary>Another secret each time, out of more than any side keeps keys for (AWSSDK: 100), so that every key is derived.</summary>
public class SignWithNewKeyBenchmarks
{
    private const int Secrets = 1024;

    private readonly RequestSigner _signer = new(Sample.Region);
    private readonly AWS4Signer _awsSigner = new();
    private readonly RequestMetrics _awsMetrics = new();
    private readonly R2Credential[] _credentials = [.. AllSecrets.Select(secret => new R2Credential(Sample.AccessKeyId, secret))];
    private readonly BasicAWSCredentials[] _awsCredentials = [.. AllSecrets.Select(secret => new BasicAWSCredentials(Sample.AccessKeyId, secret))];
    private readonly object[] _minioSigners = [.. AllSecrets.Select(MinioSigner.Create)];
    private HttpRequestMessage _request = new();
    private DefaultRequest? _awsRequest;
    private object? _minioRequest;
    private int _next;

    [Params("GET", "PUT")]
    public string Method { get; set; } = "GET";

    private static IEnumerable<string> AllSecrets => Enumerable.Range(0, Secrets).Select(i => $"{Sample.Secret[..^4]}{i:x4}");

    [GlobalSetup]
    public void Setup()
    {
        _request = Sample.Request(Method);
        _awsRequest = AwsRequest.From(_request);
        _minioRequest = MinioSigner.From(_request);
    }

    [Benchmark(Baseline = true)]
    public void R2() => _signer.Sign(_request, _credentials[_next++ % Secrets], TimeProvider.System.GetUtcNow());

    [Benchmark]
    public void AwsSdk() => _awsSigner.Sign(_awsRequest, AwsRequest.Config, _awsMetrics, _awsCredentials[_next++ % Secrets]);

    [Benchmark]
    public string Minio() => MinioSigner.Sign(_minioSigners[_next++ % Secrets], _minioRequest!);
}
