using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using BenchmarkDotNet.Attributes;
using Minio;
using Minio.DataModel.Args;
using R2.Benchmarks.Support;
using R2.Models;

namespace R2.Benchmarks.Xml;

/// <summary>The whole call: request, signature, handlers, an answer from memory, its objects.</summary>
public class ListCallBenchmarks
{
    private static readonly ListObjectsV2Request s_awsRequest = new() { BucketName = Sample.Bucket, Prefix = "2026/", Encoding = EncodingType.Url };

    private R2Client? _client;
    private IAmazonS3? _awsClient;
    private IMinioClient? _minioClient;

    [Params(100, 1000)]
    public int Keys { get; set; } = 100;

    [GlobalSetup]
    public void Setup()
    {
        byte[] document = Documents.List(Keys);
        _client = Sample.Client(new InMemoryTransport(HttpStatusCode.OK, document));
        _awsClient = Peers.AwsClient(new InMemoryTransport(HttpStatusCode.OK, document));
        _minioClient = Peers.MinioClient(new InMemoryTransport(HttpStatusCode.OK, document));
    }

    [Benchmark(Baseline = true)]
    public async Task<int> R2() => (await _client!.ListObjectsAsync(Sample.Bucket, new ListObjectsOptions { Prefix = "2026/" })).Objects.Count;

    [Benchmark]
    public async Task<int> AwsSdk() => (await _awsClient!.ListObjectsV2Async(s_awsRequest)).S3Objects.Count;

    /// <summary>Minio has no call for one page: it is left after as many objects as a page has.</summary>
    [Benchmark]
    public async Task<int> Minio()
    {
        int count = 0;
        await foreach (Minio.DataModel.Item _ in _minioClient!.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(Sample.Bucket).WithPrefix("2026/").WithRecursive(true)))
        {
            if (++count == Keys)
            {
                break;
            }
        }

        return count;
    }
}
