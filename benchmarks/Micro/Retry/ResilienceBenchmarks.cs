using System.Net;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Diagnostics;
using R2.Pipeline;
using R2.Requests;
using R2.Retry;

namespace R2.Benchmarks.Retry;

/// <summary>What retries, breaker and adaptive concurrency cost where nothing fails: the loop of the pipeline over a response from memory, and a whole HeadObject over it.</summary>
public class ResilienceBenchmarks
{
    private readonly S3Request _request = S3Request.Head("HeadObject", Sample.Bucket, Sample.Key);
    private InMemoryTransport? _transport;
    private HttpMessageInvoker? _bare;
    private S3Pipeline? _pipeline;
    private RetryPolicy? _retry;
    private R2Client? _client;

    [GlobalSetup]
    public void Setup()
    {
        _transport = new InMemoryTransport(HttpStatusCode.OK, []);
        _bare = new HttpMessageInvoker(_transport);
        R2ClientOptions options = new() { Credential = Sample.Credential, Endpoint = Sample.Endpoint };
        _retry = RetryPolicy.Of(options);
        _pipeline = new S3Pipeline(options, new ClientTelemetry(null, Sample.Endpoint), SendAsync);
        _client = Sample.Client(_transport);
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Transport()
    {
        using S3Exchange exchange = Exchange();
        using S3Response response = await SendAsync(exchange, CancellationToken.None);
        return exchange.Attempts;
    }

    [Benchmark]
    public async Task<int> TransportBehindThePipeline()
    {
        using S3Exchange exchange = Exchange();
        using S3Response? response = await _pipeline!.SendAsync(exchange, CancellationToken.None);
        return exchange.Attempts;
    }

    [Benchmark]
    public async Task<int> HeadObject() => (await _client!.HeadObjectAsync(Sample.Bucket, Sample.Key)).Attempts;

    private S3Exchange Exchange() => new(_request, _request.ToMessage(Sample.Endpoint), _retry!);

    private async Task<S3Response> SendAsync(S3Exchange exchange, CancellationToken cancellationToken) => new(exchange, await _bare!.SendAsync(exchange.Message, cancellationToken));
}
